import { expect, test } from 'vitest'
import { releasePlaces, releaseTargets } from './release-places.ts'

const production = { id: 'p', slug: 'production', name: 'Production' }
const staging = { id: 's', slug: 'staging', name: 'Staging' }
const district = { id: 'd', slug: 'district', name: 'District 9' }
const shown = [
  { environment: production, release: { number: 2 } },
  { environment: staging, release: { number: 4 } },
]
const deployment = (environment: typeof production | null, id = 'x') => ({ id, deployedAt: '', environment })

test('a release is shown where an environment shows its number, and was shown where it was deployed', () => {
  const deployments = { nodes: [deployment(staging), deployment(production), deployment(staging), deployment(null)] }
  expect(releasePlaces({ number: 2, deployments }, shown)).toEqual({ now: ['Production'], before: ['Staging'] })
  expect(releasePlaces({ number: 3, deployments }, shown)).toEqual({ now: [], before: ['Staging', 'Production'] })
  expect(releasePlaces({ number: 1, deployments: null }, shown)).toEqual({ now: [], before: [] })
})

test('a release replaces a newer one by rolling back, and an older one or nothing by promoting', () => {
  const environments = [production, staging, district]
  expect(releaseTargets(3, environments, shown)).toEqual({ promote: [production, district], rollBack: [staging] })
  expect(releaseTargets(2, environments, shown)).toEqual({ promote: [district], rollBack: [staging] })
  expect(releaseTargets(4, environments, shown)).toEqual({ promote: [production, district], rollBack: [] })
})
