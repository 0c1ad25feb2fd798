import type { MatrixPage } from '../page.ts'
import { plainPages } from './plain.ts'
import { sourcePages } from './sources.ts'

/** All pages of the matrix, by kind. */
export const pages: MatrixPage[] = [...plainPages, ...sourcePages]
