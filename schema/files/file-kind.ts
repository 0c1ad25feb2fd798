import { fileKinds } from '@lectern/domain/files/file-kind'
import { builder } from '../builder.ts'

export const FileKind = builder.enumType('FileKind', {
  description:
    'What a file is, by its media type. PICTURE includes SVG. TEXT: scripts, styles, captions, and other text. OTHER: fonts, documents, archives, and the rest.',
  values: fileKinds,
})
