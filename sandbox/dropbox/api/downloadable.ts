import type { Entry } from '../folder/difference.ts'

/**
 * The export formats of documents that exist only online: Dropbox Paper and Google documents
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

/** Returns the export format of a file that exists only online. Returns undefined for any other file. */
export function exportInfo(path: string) {
  const extension = path.slice(path.lastIndexOf('.') + 1)
  return Object.hasOwn(exportFormats, extension) ? exportFormats[extension] : undefined
}

/** Returns false for links and online-only documents. Dropbox answers those with `unsupported_file`. */
export const isDownloadable = ({ path, target }: Pick<Entry, 'path' | 'target'>): boolean =>
  target === undefined && exportInfo(path) === undefined
