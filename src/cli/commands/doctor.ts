import type { Command } from 'commander'
import type { DoctorReport } from '../../shared/contract/host'
import { toAppError } from '../../shared/errors'
import { examples } from '../options'
import { table } from '../output/table'
import type { RunCommand, Session } from '../session'

type Check = DoctorReport['checks'][number]

export function addDoctor(program: Command, run: RunCommand): void {
  const doctor = program
    .command('doctor')
    .description('look whether everything that Headstart needs works')
    .action((_options: unknown, self: Command) =>
      run(self, 'optional', async (session) => {
        const project = await openProject(session)
        const { checks } = await session.client['doctor.check']({})
        const all = [...checks, ...project]
        const report = { ok: all.every(({ ok }) => ok), checks: all }
        session.print(report, () => describeReport(report))
        return report.ok ? 0 : 1
      }),
    )
  examples(doctor, 'doctor')
}

/** Opens the project where there is one, for its database to be examined; that it cannot be opened is a finding too. */
async function openProject({ client, project }: Session): Promise<Check[]> {
  if (project === undefined) return []
  try {
    await client['project.open']({ folder: project })
    return []
  } catch (thrown) {
    return [{ name: 'Project', ok: false, detail: toAppError(thrown).message }]
  }
}

function describeReport({ ok, checks }: DoctorReport): string[] {
  const rows = checks.map((check) => [check.ok ? 'ok' : 'FAILED', check.name, check.detail])
  return [
    table([{ title: '' }, { title: 'check' }, { title: 'detail' }], rows),
    '',
    ok ? 'Everything works.' : 'Not everything works: see the lines that failed.',
  ]
}
