import { isAbsolute, join, resolve } from 'node:path'
import { z } from 'zod'
import { Problem } from '../machine/problem.ts'

const portSchema = (fallback: number) =>
  z
    .string()
    .regex(/^\d+$/)
    .transform(Number)
    .refine(number => number > 0 && number < 65_536)
    .optional()
    .transform(number => number ?? fallback)

const settingsSchema = z.object({
  LECTERN_DATA: z.string().optional(),
  LECTERN_PORT: portSchema(4000),
  LECTERN_CONTENT_PORT: portSchema(4001),
  LECTERN_DROPBOX_FOLDER: z.string().optional(),
  LECTERN_SAMPLE: z.enum(['on', 'off']).default('on'),
})

const requirements: Record<string, string> = {
  LECTERN_PORT: 'a port number from 1 to 65535',
  LECTERN_CONTENT_PORT: 'a port number from 1 to 65535',
  LECTERN_SAMPLE: '"on" or "off"',
}

/** The settings of `npm start`. Folders are absolute paths. */
export type Settings = { data: string; port: number; contentPort: number; dropboxFolder: string; hasSample: boolean }

/**
 * Reads the settings from environment variables. An empty value counts as unset. Relative folders start at `root`, the
 * repository. Throws a Problem with one line for each invalid setting.
 */
export function readSettings(env: NodeJS.ProcessEnv, root: string): Settings {
  const provided = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = settingsSchema.safeParse(provided)
  const problems = (parsed.error?.issues ?? []).map(({ path }) => {
    const name = String(path[0])
    return `${name} is "${provided[name]}". Set it to ${requirements[name] ?? 'another value'}.`
  })
  const { data: values } = parsed
  if (values && values.LECTERN_PORT === values.LECTERN_CONTENT_PORT) {
    problems.push(
      `LECTERN_PORT and LECTERN_CONTENT_PORT are both ${values.LECTERN_PORT}. Set them to two different ports.`,
    )
  }
  if (!values || problems.length) throw new Problem([...new Set(problems)].join('\n'))
  const toAbsolute = (path: string) => (isAbsolute(path) ? path : resolve(root, path))
  const data = toAbsolute(values.LECTERN_DATA ?? '.data')
  return {
    data,
    port: values.LECTERN_PORT,
    contentPort: values.LECTERN_CONTENT_PORT,
    dropboxFolder: toAbsolute(values.LECTERN_DROPBOX_FOLDER ?? join(data, 'dropbox')),
    hasSample: values.LECTERN_SAMPLE === 'on',
  }
}
