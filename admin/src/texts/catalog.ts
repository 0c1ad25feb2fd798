import type { en } from './en/en.ts'

/** The texts of one language: every room and key of English. */
export type Catalog = { [Room in keyof typeof en]: Record<keyof (typeof en)[Room], string> }
