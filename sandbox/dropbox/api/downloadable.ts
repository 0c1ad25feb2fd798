import type { Entry } from '../folder/difference.ts'

/**
 * What lives only online, and what it can be exported as: documents of Dropbox Paper, and Google's
 * (https://dropbox.tech/developers/google-docs-sheets-and-slides-with-the-dropbox-api).
 */
const exportFormats: Record<string, { export_as: string; export_options?: string[] }> = {
  paper: { export_as: 'html', export_options: ['markdown'] },
  papert: { export_as: 'html', export_options: ['markdown'] },
  gdoc: { export_as: 'docx' },
  gsheet: { export_as: 'xlsx' },
  gslides: { export_as: 'pptx' },
  web: { export_as: 'url' },
}

/** How a file that cannot be downloaded can be exported; undefined for any other. */
export function exportInfo(path: string) {
  const extension = path.slice(path.lastIndexOf('.') + 1)
  return Object.hasOwn(exportFormats, extension) ? exportFormats[extension] : undefined
}

/** Links and what lives only online cannot be downloaded: `unsupported_file`. */
export const isDownloadable = ({ path, target }: Pick<Entry, 'path' | 'target'>): boolean =>
  target === undefined && exportInfo(path) === undefined
