/** The looks of a report, in the colours of the application, for screens of both kinds and for paper. */
export const style = `
:root { color-scheme: light dark; --ground: #fbfaf8; --surface: #f1efec; --line: #dedad5; --text: #262321;
  --muted: #635e59; --accent: #12766f; --second: #a3552b; --cell: 18 118 111; }
@media (prefers-color-scheme: dark) { :root { --ground: #1b1a19; --surface: #262423; --line: #383533;
  --text: #e9e6e2; --muted: #aba59e; --accent: #4fb9af; --second: #e0a070; --cell: 79 185 175; } }
@media print { :root { color-scheme: light; --ground: #fff; --surface: #fff; --line: #bbb; --text: #000;
  --muted: #444; --accent: #12766f; --second: #a3552b; --cell: 18 118 111; }
  section, figure, tr { break-inside: avoid; } * { print-color-adjust: exact; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 32px 24px; max-width: 1040px; background: var(--ground); color: var(--text);
  font: 14px/1.45 system-ui, sans-serif; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
h1 { margin: 0; font-size: 20px; } h2 { margin: 32px 0 8px; font-size: 16px; } h3 { margin: 20px 0 6px; font-size: 14px; }
p { margin: 4px 0; } .muted, figcaption, caption { color: var(--muted); }
.wide { overflow-x: auto; margin-top: 12px; } footer { margin-top: 24px; } table { border-collapse: collapse; } caption { text-align: left; padding-bottom: 4px; }
th, td { padding: 3px 12px 3px 0; text-align: right; border-bottom: 1px solid var(--line); }
th[scope=row], thead th:first-child { text-align: left; font-weight: 600; } td.left { text-align: left; }
.matrix td { padding: 3px 12px; }
.side { display: flex; flex-wrap: wrap; gap: 16px; } .side > * { flex: 1 1 380px; min-width: 0; }
.chart { width: 100%; height: auto; } .grid { stroke: var(--line); } .tick { fill: var(--muted); font-size: 11px; }
.training { color: var(--accent); } .validation { color: var(--second); }
polyline { fill: none; stroke: currentColor; stroke-width: 2; } circle { fill: currentColor; }
.validation polyline { stroke-dasharray: 6 3; }
.photos { display: grid; grid-template-columns: repeat(auto-fill, minmax(160px, 1fr)); gap: 16px; }
figure { margin: 0; } figure img { display: block; width: 100%; height: 160px; object-fit: contain; background: var(--surface); }
`
