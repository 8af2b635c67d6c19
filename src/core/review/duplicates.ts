import { z } from 'zod'
import type { Skipped } from '../../shared/contract/photos'
import type {
  duplicatesResultSchema,
  duplicatesSchema,
  duplicatesSettingsSchema,
} from '../../shared/contract/review'
import { AppError } from '../../shared/errors'
import { jsonColumn } from '../database/json-column'
import type { JobContext } from '../jobs/jobs'
import { readPhotos } from '../photos/list'
import { readablePhotos } from '../photos/readable'
import type { ReadablePhoto } from '../photos/readable'
import type { Project } from '../project'
import { featuresFolder } from '../runs/folder'
import { reportProgress } from '../runs/progress'
import type { Services } from '../services'
import { comparingBase } from './base'
import { connectedGroups } from './groups'

const settingSchema = jsonColumn(z.object({ searched: z.iso.datetime() }))
const memberSchema = z.object({ photo: z.int(), group: z.int() })

/**
 * Queues a search for photos that look the same, whose groups are kept for `duplicates.list` in place of those before.
 * @throws AppError `bad-input` where there are not two photos
 */
export function startDuplicates(
  services: Services,
  { distance }: z.output<typeof duplicatesSettingsSchema>,
): { job: number } {
  const photos = readablePhotos(services.project, 'all')
  if (photos.length < 2) {
    throw new AppError(
      'bad-input',
      `Two photos at least can look the same, and there ${photos.length === 0 ? 'is none' : 'is one'}: import more.`,
    )
  }
  const job = services.jobs.start(
    'find-duplicates',
    async (context): Promise<z.infer<typeof duplicatesResultSchema>> => {
      const { pairs, skipped } = await nearPairs(services, photos, distance, context)
      const groups = connectedGroups(pairs)
      writeGroups(services.project, groups)
      return { groups: groups.length, photos: groups.flat().length, skipped }
    },
  )
  return { job }
}

async function nearPairs(
  { project, engine }: Services,
  photos: readonly ReadablePhoto[],
  distance: number,
  context: JobContext,
) {
  const pairs: [number, number][] = []
  const skipped: Skipped[] = []
  const manifest = {
    base: comparingBase(),
    features: featuresFolder(project),
    photos: photos.map(({ path, hash }) => ({ path, hash })),
    distance,
  }
  const client = await engine.client()
  for await (const event of client.nearPairs(manifest, { signal: context.stopSignal })) {
    if (event.type === 'progress') reportProgress(context, event)
    else if (event.type === 'skipped') skipped.push(event.skipped)
    else pairs.push([photos[event.one]?.id ?? 0, photos[event.other]?.id ?? 0])
  }
  return { pairs, skipped }
}

function writeGroups({ database }: Project, groups: readonly number[][]): void {
  const insert = database.prepare(
    'INSERT INTO near_duplicate (photo_id, group_id) SELECT id, :group FROM photo WHERE id = :photo',
  )
  const write = database.transaction(() => {
    database.prepare('DELETE FROM near_duplicate').run()
    for (const members of groups) {
      for (const photo of members) insert.run({ photo, group: members[0] })
    }
    database
      .prepare("INSERT OR REPLACE INTO setting (key, value) VALUES ('duplicates', ?)")
      .run(JSON.stringify({ searched: new Date().toISOString() }))
  })
  write.immediate()
}

/** The groups of the newest search, the largest first; a photo that got another content since is in none. */
export function listDuplicates(project: Project): z.infer<typeof duplicatesSchema> {
  const { database } = project
  const value = database.prepare("SELECT value FROM setting WHERE key = 'duplicates'").pluck().get()
  if (value === undefined) return { searched: null, groups: [] }
  const members = z
    .array(memberSchema)
    .parse(
      database
        .prepare(
          'SELECT photo_id AS photo, group_id AS "group" FROM near_duplicate ORDER BY group_id, photo_id',
        )
        .all(),
    )
  const groupOf = new Map(members.map(({ photo, group }) => [photo, group]))
  const photos = readPhotos(
    project,
    members.map(({ photo }) => photo),
  )
  const groups = [...Map.groupBy(photos, ({ id }) => groupOf.get(id)).values()]
  return {
    searched: settingSchema.parse(value).searched,
    groups: groups.filter(({ length }) => length > 1).sort((one, other) => other.length - one.length),
  }
}
