import type { PluginContent } from '@lectern/domain/findings/text-analyses'
import { pluginOfFile } from './analysis/plugin-animations.ts'
import type { PreparedPackage, TextFile } from './package.ts'
import type { RuleFinding } from './rule.ts'

const pluginTags = new Set(['object', 'embed', 'applet', 'param'])

/** Reports animations that browsers no longer play: where pages use them, and files that no page uses. */
export function outdatedAnimations({ texts, files }: PreparedPackage): RuleFinding[] {
  const used = texts.flatMap(text => animationsIn(text).map(use => ({ text, use })))
  const referenced = new Set(used.map(({ text, use }) => targetPath(text, use)))
  const unreferenced = [...files.keys()].filter(path => pluginOfFile(path) !== null && !referenced.has(path))
  return [
    ...used.map(({ text, use }) => ({
      ...{ path: text.path, line: use.line },
      ...describeAnimation(use.url ? `"${use.url}"` : 'an animation', use.plugin),
    })),
    ...unreferenced.map(path => ({ path, line: null, ...describeAnimation('this file', pluginOfFile(path)!) })),
  ]
}

/** Returns animations in the markup for plug-ins, and in links and frames that open such a file directly. */
const animationsIn = ({ facts, links }: TextFile): PluginContent[] => [
  ...(facts.animations ?? []),
  ...links.flatMap(({ url, line, tag, target }) => {
    const plugin = target.kind === 'found' && !pluginTags.has(tag) ? pluginOfFile(target.path) : null
    return plugin ? [{ plugin, line, url }] : []
  }),
]

function targetPath(text: TextFile, { url }: PluginContent): string | null {
  const target = url ? text.resolve(url) : null
  return target?.kind === 'found' ? target.path : target?.kind === 'misspelled' ? target.actualPath : null
}

function describeAnimation(subject: string, plugin: PluginContent['plugin']): Pick<RuleFinding, 'message' | 'remedy'> {
  const technology = plugin === 'Java' ? 'a Java applet' : `made with ${plugin}`
  return {
    message: `${subject === 'this file' ? 'This file' : `The page shows ${subject}, which`} is ${technology}. Browsers no longer play it.`,
    remedy: 'Export the animation as HTML5 or as an mp4 video, and show that instead.',
  }
}
