import type { PluginContent } from '@lectern/domain/findings/text-analyses'
import { pluginOfFile, pluginTags } from '../analysis/plugin-animations.ts'
import type { TextFile } from '../package/links.ts'
import type { PreparedPackage } from '../package/package.ts'
import type { RuleFinding } from './rule.ts'
import { severityOfUse } from './usage.ts'

type Use = PluginContent & { isFollowed?: true }

/**
 * Reports animations that browsers no longer play: where pages use them, and files that no page uses. It is a WARNING
 * where viewers see that only by following a link.
 */
export function outdatedAnimations({ texts, files }: PreparedPackage): RuleFinding[] {
  const used = texts.flatMap(text => animationsIn(text).map(use => ({ text, use, target: targetPath(text, use) })))
  const referenced = new Set(used.map(({ target }) => target))
  const unreferenced = [...files.keys()].filter(path => pluginOfFile(path) !== null && !referenced.has(path))
  return [
    ...used.map(
      ({ text, use, target }): RuleFinding => ({
        ...{ path: text.path, line: use.line, subject: target ?? use.url ?? text.path },
        ...(use.url !== undefined && { written: use.url }),
        ...describeAnimation(use.url ? `"${use.url}"` : 'an animation', use.plugin),
        ...(use.isFollowed && { severity: 'WARNING' }),
      }),
    ),
    ...unreferenced.map(
      (path): RuleFinding => ({
        ...{ path, line: null, severity: 'WARNING' },
        ...describeAnimation('this file', pluginOfFile(path)!),
      }),
    ),
  ]
}

/** Returns animations in the markup for plug-ins, and in links and frames that open such a file directly. */
const animationsIn = ({ facts, links }: TextFile): Use[] => [
  ...(facts.animations ?? []),
  ...links.flatMap((link): Use[] => {
    const { url, line, tag, target } = link
    const plugin = target.kind === 'found' && !pluginTags.has(tag) ? pluginOfFile(target.path) : null
    if (!plugin) return []
    return [{ plugin, line, url, ...(severityOfUse(link) === 'WARNING' && { isFollowed: true }) }]
  }),
]

/** Returns the path of an animation in the package, also if it is missing there. Null if the markup names no file. */
function targetPath(text: TextFile, { url }: PluginContent): string | null {
  const target = url ? text.resolve(url) : null
  if (target?.kind === 'found' || target?.kind === 'ignored') return target.path
  if (target?.kind === 'misspelled') return target.actualPath
  return target?.kind === 'missing' ? target.requestedPath : null
}

function describeAnimation(subject: string, plugin: PluginContent['plugin']): Pick<RuleFinding, 'message' | 'remedy'> {
  const technology = plugin === 'Java' ? 'a Java applet' : `made with ${plugin}`
  return {
    message: `${subject === 'this file' ? 'This file' : `The page shows ${subject}, which`} is ${technology}. Browsers no longer play it.`,
    remedy: 'Export the animation as HTML5 or as an mp4 video, and show that instead.',
  }
}
