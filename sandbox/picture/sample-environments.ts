import { createHmac } from 'node:crypto'
import type { RunningLectern } from '../story/running-lectern.ts'

type Lectern = Pick<RunningLectern, 'execute'>

const secret = 'a secret of the website of the school'
const createText = 'mutation ($input: CreateEnvironmentInput!) { createEnvironment(input: $input) { id } }'
const deployText = `mutation ($slug: String!, $environment: String!) {
  deployRelease(package: $slug, release: 1, environment: $environment) { url } }`
const scheduleText = 'mutation ($input: ScheduleDeploymentInput!) { scheduleDeployment(input: $input) { id } }'

/** Adds an environment for viewers, with every rule, two viewers, and scheduled deployments. `slug` is of a package with a release. */
export async function makeEnvironments(lectern: Lectern, slug: string): Promise<void> {
  const environment = 'district-9'
  await lectern.execute(createText, {
    input: {
      ...{ slug: environment, name: 'District 9', access: 'VIEWER_TOKEN', viewerSecret: secret },
      ...{ blockingFindings: ['LINK_MISSING', 'VIDEO_TRUNCATED'], acceptsFallback: true, controls: true },
      ...{
        keepReleases: 5,
        keepDays: 90,
        frameAncestors: ['https://school.example.org', 'https://*.district9.example'],
      },
    },
  })
  const { deployRelease } = await lectern.execute(deployText, { slug, environment })
  const path = `/${environment}/${slug}/`
  const contentOrigin = deployRelease.url.slice(0, -path.length)
  for (const sub of ['anna.hase', 'ben.igel'])
    await fetch(`${contentOrigin}/view/${signViewer(secret, { environment, package: '*', sub })}${path}`, {
      redirect: 'manual',
    })
  const schedule = async (daysFromNow: number) => {
    const at = new Date(Date.now() + daysFromNow * 86_400_000).toISOString()
    const input = { environment, at, releases: [{ package: slug, release: 1 }] }
    return (await lectern.execute(scheduleText, { input })).scheduleDeployment.id
  }
  await schedule(2)
  const canceled = await schedule(9)
  await lectern.execute('mutation ($id: ID!) { cancelScheduledDeployment(id: $id) { id } }', { id: canceled })
  // Last, because it would refuse all of this to the person who synchronized the package.
  await lectern.execute(`mutation { updateEnvironment(slug: "${environment}", input: { fourEyes: true }) { id } }`)
}

/** Signs a token for a viewer, as the school's website does. */
export function signViewer(secret: string, claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ ...claims, exp: Math.floor(Date.now() / 1000) + 3600 })}`
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
}
