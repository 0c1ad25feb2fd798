import type { MatrixPage } from '../page.ts'
import { authoringToolPages } from './authoring-tools.ts'
import { captionPages } from './captions.ts'
import { deckPages } from './decks.ts'
import { framePages } from './frames.ts'
import { h5pPages } from './h5p.ts'
import { lazyPages } from './lazy.ts'
import { madeByScriptPages } from './made-by-script.ts'
import { manyPages } from './many.ts'
import { namePages } from './names.ts'
import { newSourcePages } from './new-sources.ts'
import { pictureAndSoundPages } from './picture-and-sound.ts'
import { plainPages } from './plain.ts'
import { playerPages } from './players.ts'
import { policyPages } from './policies.ts'
import { savingPages } from './saving.ts'
import { scriptPages } from './scripts.ts'
import { shadowPages } from './shadow.ts'
import { sourcePages } from './sources.ts'
import { storylinePages } from './storyline.ts'
import { videoJsPages } from './video-js.ts'
import { vidstackPages } from './vidstack.ts'

/** All pages of the matrix, by kind. */
export const pages: MatrixPage[] = [
  ...plainPages,
  ...sourcePages,
  ...madeByScriptPages,
  ...newSourcePages,
  ...shadowPages,
  ...lazyPages,
  ...playerPages,
  ...videoJsPages,
  ...vidstackPages,
  ...deckPages,
  ...framePages,
  ...policyPages,
  ...namePages,
  ...scriptPages,
  ...captionPages,
  ...manyPages,
  ...pictureAndSoundPages,
  ...authoringToolPages,
  ...h5pPages,
  ...storylinePages,
  ...savingPages,
]
