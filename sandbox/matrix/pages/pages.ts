import type { MatrixPage } from '../page.ts'
import { lazyPages } from './lazy.ts'
import { madeByScriptPages } from './made-by-script.ts'
import { newSourcePages } from './new-sources.ts'
import { plainPages } from './plain.ts'
import { shadowPages } from './shadow.ts'
import { sourcePages } from './sources.ts'

/** All pages of the matrix, by kind. */
export const pages: MatrixPage[] = [
  ...plainPages,
  ...sourcePages,
  ...madeByScriptPages,
  ...newSourcePages,
  ...shadowPages,
  ...lazyPages,
]
