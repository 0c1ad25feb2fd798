import type { MantineColorsTuple } from '@mantine/core'

/** Chalkboard green: the brand and primary actions. */
export const board: MantineColorsTuple = [
  '#eef6f2',
  '#dcebe3',
  '#bad7c9',
  '#92bfaa',
  '#6ba68b',
  '#488d70',
  '#2f7c5e',
  '#1f6f54',
  '#175843',
  '#0f4334',
]

/** Grays with a hint of that green: surfaces and lines of the light scheme. */
export const gray: MantineColorsTuple = [
  '#f5f8f6',
  '#edf1ef',
  '#e1e8e4',
  '#d0d9d4',
  '#afbbb5',
  '#83918a',
  '#627069',
  '#48544e',
  '#303a35',
  '#18211d',
]

/** Something needs a person. */
export const amber: MantineColorsTuple = [
  '#fdf6e7',
  '#faeccb',
  '#f4d897',
  '#ecc05c',
  '#e3aa31',
  '#cf911c',
  '#a96f0f',
  '#8a5708',
  '#6f4507',
  '#523305',
]

/** Failures, and actions that destroy something. */
export const brick: MantineColorsTuple = [
  '#fdf1ee',
  '#fae0da',
  '#f2bfb3',
  '#f2a99b',
  '#ef8f7d',
  '#cd523d',
  '#b63e2b',
  '#9c3121',
  '#7d2719',
  '#5e1c12',
]

/** Links, and work that is running. */
export const sky: MantineColorsTuple = [
  '#eef5fd',
  '#dbe9fa',
  '#bdd8f7',
  '#9dc8f6',
  '#7fb8f5',
  '#4f97e3',
  '#2b7fd4',
  '#1d63b8',
  '#174f93',
  '#103a6d',
]

/** Work that is done. */
export const leaf: MantineColorsTuple = [
  '#edf9ee',
  '#d8f0da',
  '#b9e4bd',
  '#9ad9a1',
  '#7cce86',
  '#4db15a',
  '#2e8b3a',
  '#23762f',
  '#1b5f26',
  '#12461b',
]

/** Text, lines, and surfaces of the dark scheme, in the order that Mantine expects. */
export const dark: MantineColorsTuple = [
  '#e6ebe8',
  '#c9d2cd',
  '#9aa8a0',
  '#707d76',
  '#2a322d',
  '#28302b',
  '#1e2521',
  '#171c19',
  '#141816',
  '#111513',
]
