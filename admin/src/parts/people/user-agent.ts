import { t } from '../../texts/texts.ts'

/** Browsers by the name in their user agent, which often contains those of others: the first match counts. */
const browsers: [key: string, pattern: RegExp][] = [
  ['edge', /\bEdgA?\//],
  ['opera', /\bOPR\//],
  ['samsung', /\bSamsungBrowser\//],
  ['firefox', /\b(Firefox|FxiOS)\//],
  ['chrome', /\b(Chrome|Chromium|CriOS|HeadlessChrome)\//],
  ['safari', /\bSafari\//],
]

const systems: [key: string, pattern: RegExp][] = [
  ['android', /\bAndroid\b/],
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['chromeOs', /\bCrOS\b/],
  ['windows', /\bWindows\b/],
  ['macOs', /\bMac OS X\b/],
  ['linux', /\bLinux\b/],
]

/** Describes a browser by its user agent, for a person: `Firefox on Windows`. */
export function describeBrowser(userAgent: string | null): string {
  const [browser, system] = [nameIn(browsers, userAgent), nameIn(systems, userAgent)]
  if (browser && system) return t('people.browserOn', { browser, system })
  return browser ?? system ?? t('people.unknownBrowser')
}

function nameIn(names: [string, RegExp][], text: string | null): string | undefined {
  const key = names.find(([, pattern]) => text !== null && pattern.test(text))?.[0]
  return key && t('people.browserName', { key })
}
