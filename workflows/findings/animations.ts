import type { PluginContent } from '@lectern/domain/findings/text-analyses'
import { pluginOfFile } from './analysis/plugin-animations.ts'
import type { PreparedPackage, TextFile } from './package.ts'
import type { RuleFinding } from './rule.ts'

const pluginTags = new Set(['object', 'embed', 'applet', 'param'])

/** Animations that no browser plays any more: where pages use them, and those files of their kind that no page names. */
export function outdatedAnimations({ texts, files }: PreparedPackage): RuleFinding[] {
  const used = texts.flatMap(text => animationsIn(text).map(use => ({ text, use })))
  const named = new Set(used.map(({ text, use }) => targetPath(text, use)))
  const unnamed = [...files.keys()].filter(path => pluginOfFile(path) !== null && !named.has(path))
  return [
    ...used.map(({ text, use }) => ({
      ...{ path: text.path, line: use.line },
      ...describeAnimation(use.url ? `«${use.url}»` : 'something', use.plugin),
    })),
    ...unnamed.map(path => ({ path, line: null, ...describeAnimation('this file', pluginOfFile(path)!) })),
  ]
}

/** In the markup for plug-ins, and by links and frames that open such a file by itself. */
const animationsIn = ({ facts, links }: TextFile): PluginContent[] => [
  ...(facts.animations ?? []),
  ...links.flatMap(({ url, line, tag, target }) => {
    const plugin = target.kind === 'there' && !pluginTags.has(tag) ? pluginOfFile(target.path) : null
    return plugin ? [{ plugin, line, url }] : []
  }),
]

function targetPath(text: TextFile, { url }: PluginContent): string | null {
  const target = url ? text.resolve(url) : null
  return target?.kind === 'there' ? target.path : target?.kind === 'misspelt' ? target.actualPath : null
}

function describeAnimation(subject: string, plugin: PluginContent['plugin']): Pick<RuleFinding, 'message' | 'remedy'> {
  const needs = plugin === 'Java' ? 'a Java applet' : `made with ${plugin}`
  return {
    message: `${subject === 'this file' ? 'This file' : `The page shows ${subject}, which`} is ${needs}. No browser plays that any more.`,
    remedy: 'Export the animation as HTML5, or as a film in mp4, and show that instead.',
  }
}
