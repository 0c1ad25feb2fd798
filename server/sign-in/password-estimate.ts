import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common'
import { dictionary as english } from '@zxcvbn-ts/language-en'

const estimator = new ZxcvbnFactory({ dictionary: { ...common, ...english }, graphs: adjacencyGraphs })

/** Returns from 0 to 4 how hard a password is to guess. `about`: words that others know of the person. */
export const estimate = (password: string, about: string[]): number =>
  estimator.check(password, [...about, 'lectern']).score
