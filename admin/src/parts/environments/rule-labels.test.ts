import { expect, test } from 'vitest'
import { ruleLabels } from './rule-labels.ts'

const plain = {
  ...{ fourEyes: false, requiresSecondFactor: false, blockingFindings: [], acceptsFallback: false },
  ...{ keepReleases: null, keepDays: null, controls: false, resume: true },
}

test('ruleLabels names only rules that differ from those of a new environment', () => {
  expect(ruleLabels(plain)).toEqual([])
  const all = {
    ...{ fourEyes: true, requiresSecondFactor: true, blockingFindings: ['LINK_MISSING'], acceptsFallback: true },
    ...{ keepReleases: 5, keepDays: 30, controls: true, resume: false },
  }
  expect(ruleLabels(all)).toEqual([
    'Second person publishes',
    'Second factor',
    '1 problem blocks',
    'Accepts original files',
    'Keeps 5 releases',
    'Keeps 30 days',
    'Player controls',
    'No resume',
  ])
})

test('ruleLabels names either retention rule alone', () => {
  expect(ruleLabels({ ...plain, keepReleases: 1 })).toEqual(['Keeps 1 release'])
  expect(ruleLabels({ ...plain, keepDays: 1 })).toEqual(['Keeps 1 day'])
})
