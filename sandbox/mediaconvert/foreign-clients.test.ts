import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, expect, test, vi } from 'vitest'
import { findOnPath } from '../programs/executables.ts'
import { installPythonPackages } from '../programs/wheels.ts'
import { sampleJob } from './sample-job.ts'
import { data, setUpTestBench, startStandIn } from './test-bench.ts'

// Each command of the CLI takes 1 second, or 3 seconds on a busy machine.
vi.setConfig({ testTimeout: 120_000 })

const run = promisify(execFile)
const python = findOnPath('python3')
if (!python) console.warn('python3 is not installed. Skipping the tests of the AWS CLI and boto3.')

/** The time limit for the first run, which downloads both packages (20 MB). */
const FETCH_MS = 300_000
let packages: string

setUpTestBench()
beforeAll(async () => {
  if (python) packages = await installPythonPackages('The AWS CLI', { awscli: '1.46.3', boto3: '1.44.8' })
}, FETCH_MS)

/** Runs Python with both packages, and configures only credentials. */
async function runPython(args: string[]) {
  const { stdout } = await run(python!, args, {
    env: {
      ...{ PATH: process.env.PATH, HOME: data, PYTHONPATH: packages, PYTHONDONTWRITEBYTECODE: '1' },
      ...{ AWS_ACCESS_KEY_ID: 'any', AWS_SECRET_ACCESS_KEY: 'any', AWS_DEFAULT_REGION: 'us-east-1' },
    },
  })
  return stdout.trim() ? JSON.parse(stdout) : undefined
}

/** Starts a stand-in whose jobs wait, and returns a function that runs the AWS CLI against it. */
async function startAwsCli() {
  const { url } = await startStandIn({ concurrentJobs: 0 })
  return (operation: string, ...args: string[]) =>
    runPython(['-m', 'awscli', 'mediaconvert', operation, '--endpoint-url', url, '--output', 'json', ...args])
}

async function createJobWithCli(aws: Awaited<ReturnType<typeof startAwsCli>>) {
  const jobInput = join(data, 'job.json')
  await writeFile(jobInput, JSON.stringify(sampleJob({ output: 'cli', tags: { app: 'lectern' } })))
  return (await aws('create-job', '--cli-input-json', `file://${jobInput}`)).Job
}

test.skipIf(!python)('lets the AWS CLI create, find, and cancel a job', async () => {
  const aws = await startAwsCli()
  const job = await createJobWithCli(aws)
  expect(job).toMatchObject({ Status: 'SUBMITTED', Priority: 0, UserMetadata: { app: 'lectern' } })
  const [got, listed, found] = await Promise.all([
    aws('get-job', '--id', job.Id),
    aws('list-jobs', '--status', 'SUBMITTED'),
    aws('search-jobs', '--input-file', 's3://lectern/sources/clip'),
  ])
  expect([got, listed, found]).toEqual([{ Job: job }, { Jobs: [job] }, { Jobs: [job] }])
  await aws('cancel-job', '--id', job.Id)
  expect((await aws('get-job', '--id', job.Id)).Job.Status).toBe('CANCELED')
})

test.skipIf(!python)('lets the AWS CLI tag a job', async () => {
  const aws = await startAwsCli()
  const { Arn } = await createJobWithCli(aws)
  await aws('tag-resource', '--arn', Arn, '--tags', 'stage=test')
  await aws('untag-resource', '--arn', Arn, '--tag-keys', 'app')
  expect(await aws('list-tags-for-resource', '--arn', Arn)).toEqual({
    ResourceTags: { Arn, Tags: { stage: 'test' } },
  })
})

test.skipIf(!python)('lets the AWS CLI query queues and files, and reports an unknown job', async () => {
  const aws = await startAwsCli()
  await createJobWithCli(aws)
  const [queues, queue, probed] = await Promise.all([
    aws('list-queues'),
    aws('get-queue', '--name', 'Default'),
    aws('probe', '--input-files', 'FileUrl=s3://lectern/sources/clip'),
  ])
  expect(queues).toMatchObject({ Queues: [{ Name: 'Default' }], TotalConcurrentJobs: 0 })
  expect(queue).toMatchObject({ Queue: { SubmittedJobsCount: 1 } })
  expect(probed).toMatchObject({ ProbeResults: [{ Container: { Tracks: [{ Codec: 'AVC' }, { Codec: 'AAC' }] } }] })
  await expect(aws('get-job', '--id', 'none')).rejects.toMatchObject({
    stderr: expect.stringContaining('(NotFoundException) when calling the GetJob operation'),
  })
})

const script = `
import boto3, json, sys
url, jobInput = sys.argv[1], json.load(open(sys.argv[2]))
client = boto3.client("mediaconvert", endpoint_url=url)
job = client.create_job(**jobInput)["Job"]
client.create_job(**jobInput)
jobs = client.get_paginator("list_jobs").paginate(PaginationConfig={"PageSize": 1})
results = {
  "created": job["Status"],
  "got": client.get_job(Id=job["Id"])["Job"] == job,
  "listed": [page["Jobs"][0]["Id"] == job["Id"] for page in jobs],
  "queue": client.list_queues()["Queues"][0]["SubmittedJobsCount"],
  "codec": client.probe(InputFiles=[{"FileUrl": "s3://lectern/sources/clip"}])["ProbeResults"][0]["Container"]["Tracks"][0]["Codec"],
}
client.tag_resource(Arn=job["Arn"], Tags={"stage": "test"})
results["tags"] = client.list_tags_for_resource(Arn=job["Arn"])["ResourceTags"]["Tags"]
client.cancel_job(Id=job["Id"])
results["ended"] = client.get_job(Id=job["Id"])["Job"]["Status"]
try:
  client.cancel_job(Id=job["Id"])
except client.exceptions.ConflictException as error:
  results["refused"] = error.response["ResponseMetadata"]["HTTPStatusCode"]
try:
  client.create_job(Role="a", Settings={"OutputGroups": []})
except client.exceptions.BadRequestException as error:
  results["wrong"] = error.response["Error"]["Message"]
print(json.dumps(results))
`

test.skipIf(!python)('lets boto3 do the same, and raises its own exceptions', async () => {
  const { url } = await startStandIn({ concurrentJobs: 0 })
  const jobInput = join(data, 'boto3.json')
  await writeFile(jobInput, JSON.stringify(sampleJob({ output: 'boto3' })))
  expect(await runPython(['-c', script, url, jobInput])).toEqual({
    created: 'SUBMITTED',
    got: true,
    listed: [false, true],
    queue: 2,
    codec: 'AVC',
    tags: { stage: 'test' },
    ended: 'CANCELED',
    refused: 409,
    wrong: expect.stringContaining('/outputGroups: Should have at least 1 items'),
  })
})
