import type { PageFile } from '../core/page-files'

/** What a browser sees that was not let in. @param reason in plain words, ours and never the visitor's */
export function refusalPage(reason: string): PageFile {
  const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Headstart</title>
<style>body { font: 16px/1.5 system-ui, sans-serif; max-width: 36rem; margin: 20vh auto; padding: 0 1.5rem }</style>
<main>
<h1>Not let in</h1>
<p>${reason}
<p>Open the whole address that Headstart printed, with its token; it works once. A press of Enter where Headstart runs
prints a fresh one. If you have just opened it, <a href="/">go on to the page</a>.
</main>
</html>
`
  return {
    body: Buffer.from(html),
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  }
}
