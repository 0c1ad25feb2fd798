import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { systemActor } from '../audit/actor.ts'
import { change } from '../audit/change.ts'
import { type Database, openDatabase, type Package } from '../database.ts'
import type { ClientError } from '../errors.ts'
import {
  buildDeployment,
  buildDraft,
  buildDraftFile,
  buildFinding,
  buildOpenRun,
  buildPackage,
  buildPublication,
  buildTranscode,
} from '../test/factories.ts'
import { archivePackage, restorePackage } from './archive.ts'
import { createPackage } from './packages.ts'
import { recordRelocation } from './relocate.ts'

let database: Database
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl, 3)
})
afterAll(() => database.$disconnect())

const folderAt = (path: string) => {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return { dropboxId: `id:${path}`, path, pathLower: path.toLowerCase(), name }
}
const create = (path: string) =>
  change(database, systemActor, tx => createPackage(tx, systemActor, { folder: folderAt(path) }))
const archive = ({ id }: Pick<Package, 'id'>) => change(database, systemActor, tx => archivePackage(tx, id))
const restore = ({ id }: Pick<Package, 'id'>) =>
  change(database, systemActor, tx => restorePackage(tx, systemActor, id))
const reload = ({ id }: Pick<Package, 'id'>) => database.package.findUniqueOrThrow({ where: { id } })
const actionsOf = async ({ id }: Pick<Package, 'id'>) =>
  (await database.auditEvent.findMany({ where: { packageId: id }, orderBy: { sequence: 'asc' } })).map(
    ({ action }) => action,
  )
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'created',
    (error: ClientError) => error.details?.problems?.[0]?.code ?? error.message,
  )

/** Creates a package with a draft of one page and one finding, and archives it. */
async function buildArchived(path: string) {
  const pkg = await create(path)
  await buildDraft(database, { packageId: pkg.id })
  await buildDraftFile(database, { packageId: pkg.id, path: 'index.html' })
  await buildFinding(database, { packageId: pkg.id })
  await archive(pkg)
  return pkg
}

describe('a folder', () => {
  test.each([
    { of: 'its own package', taken: '/T1/Lesson', wanted: '/T1/Lesson', says: 'already belongs to the package' },
    { of: 'a package around it', taken: '/T2', wanted: '/T2/Lesson', says: 'is inside the folder of the package' },
    { of: 'a package inside it', taken: '/T3/Lesson', wanted: '/T3', says: 'contains the folder of the package' },
    { of: 'a package with another case', taken: '/T4/A', wanted: '/t4/a/b', says: 'is inside the folder' },
  ])('is taken by $of', async ({ taken, wanted, says }) => {
    await create(taken)
    const error: ClientError = await create(wanted).catch(error => error)
    expect(error).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining(says) })
    expect(error.details.problems).toMatchObject([{ code: 'FOLDER_TAKEN', path: taken }])
  })

  test.each(['/N1/Lesson 2', '/N1/Les', '/N1/Other'])('is free beside another package: %s', async wanted => {
    await database.package.deleteMany({ where: { dropboxPathLower: { startsWith: '/n1' } } })
    await create('/N1/Lesson')
    expect(await codeOf(create(wanted))).toBe('created')
  })

  test('is taken only once when two people ask at the same time', async () => {
    const codes = await Promise.all(['/Race', '/Race/Lesson', '/Race'].map(path => codeOf(create(path))))
    expect(codes.sort()).toEqual(['FOLDER_TAKEN', 'FOLDER_TAKEN', 'created'])
  })
})

describe('the folder of an archived package', () => {
  test.each([
    { which: 'the same folder', archivedPath: '/A1/Lesson', path: '/A1/Lesson' },
    { which: 'a folder around it', archivedPath: '/A2/Lesson', path: '/A2' },
    { which: 'a folder inside it', archivedPath: '/A3', path: '/A3/Lesson' },
  ])('is free for another package that takes $which, and its draft ends', async ({ archivedPath, path }) => {
    const archived = await buildArchived(archivedPath)
    const created = await create(path)
    expect(created.slug).not.toBe(archived.slug)
    expect(await reload(archived)).toMatchObject({ revision: 2, draftEndedAt: expect.any(Date), cursor: null })
    const current = { packageId: archived.id, untilRevision: null }
    expect(await database.draftFile.count({ where: current })).toBe(0)
    expect(await database.finding.count({ where: current })).toBe(0)
    expect(await database.draft.count({ where: { packageId: archived.id } })).toBe(1)
    expect(await actionsOf(archived)).toEqual(['package.created', 'package.archived', 'package.draftEnded'])
  })

  test('keeps its draft when another package takes a folder beside it', async () => {
    const archived = await buildArchived('/B/Lesson')
    await create('/B/Lesson 2')
    expect(await reload(archived)).toMatchObject({ revision: 1, draftEndedAt: null })
  })

  test('keeps what an environment shows, and ends an open sync run, which could still remove objects', async () => {
    const archived = await buildArchived('/C/Lesson')
    await buildDeployment(database, { packageId: archived.id })
    const run = await buildOpenRun(database, { packageId: archived.id, cancelRequestedAt: new Date(0) })
    await create('/C/Lesson')
    expect(await database.currentDeployment.count({ where: { packageId: archived.id } })).toBe(1)
    expect(await database.syncRun.findUniqueOrThrow({ where: { id: run.id } })).toMatchObject({
      status: 'CANCELED',
      finishedAt: expect.any(Date),
    })
    expect(await database.syncRun.count({ where: { packageId: archived.id, finishedAt: null } })).toBe(0)
  })

  test('is also free for a package whose folder was moved there', async () => {
    const archived = await buildArchived('/D/Lesson')
    const moved = await create('/D/Other')
    const run = await buildOpenRun(database, { packageId: moved.id })
    const folder = { ...folderAt('/D/Lesson'), dropboxId: moved.dropboxId }
    const result = await change(database, systemActor, tx =>
      recordRelocation(tx, run, { packageId: moved.id, folder }, []),
    )
    expect(result).toMatchObject({ pkg: { dropboxPath: '/D/Lesson' } })
    expect(await reload(archived)).toMatchObject({ draftEndedAt: expect.any(Date) })
  })
})

describe('archiving', () => {
  test('asks what goes on to stop, and turns auto-sync off', async () => {
    const pkg = await buildPackage(database, { autoSyncMinutes: 10 })
    const packageId = pkg.id
    const run = await buildOpenRun(database, { packageId })
    const transcode = await buildTranscode(database, { packageId })
    const publication = await buildPublication(database, { packageId })
    await archive(pkg)
    expect(await reload(pkg)).toMatchObject({ autoSyncMinutes: null, archivedAt: expect.any(Date) })
    const asked = { cancelRequestedAt: expect.any(Date) }
    expect(await database.syncRun.findUnique({ where: { id: run.id } })).toMatchObject(asked)
    expect(await database.transcode.findUnique({ where: { id: transcode.id } })).toMatchObject(asked)
    expect(await database.publication.findUnique({ where: { id: publication.id } })).toMatchObject(asked)
    const event = await database.auditEvent.findFirstOrThrow({ where: { packageId, action: 'package.archived' } })
    expect(event).toMatchObject({ before: { autoSyncMinutes: 10 }, after: { autoSyncMinutes: null } })
  })
})

describe('restoring', () => {
  test('begins with a full synchronization', async () => {
    const archived = await buildArchived('/R1/Lesson')
    await restore(archived)
    expect(await reload(archived)).toMatchObject({ archivedAt: null, revision: 1 })
    const open = { packageId: archived.id, finishedAt: null }
    expect(await database.syncRun.findMany({ where: open })).toMatchObject([{ full: true, status: 'RUNNING' }])
  })

  test.each(['/R2/Lesson', '/R2', '/R2/Lesson/Part'])('is CONFLICT while %s is another package', async path => {
    await database.package.deleteMany({ where: { dropboxPathLower: { startsWith: '/r2' } } })
    const archived = await buildArchived('/R2/Lesson')
    const other = await create(path)
    expect(await codeOf(restore(archived))).toBe('FOLDER_TAKEN')
    expect(await reload(archived)).toMatchObject({ archivedAt: expect.any(Date) })
    await archive(other)
    await restore(archived)
    expect(await reload(archived)).toMatchObject({ archivedAt: null, draftEndedAt: expect.any(Date) })
  })
})

test('a package in a folder whose name is reserved gets another slug, and cannot be given that one', async () => {
  for (const name of ['GraphQL', 'Media', 'Preview', 'View'])
    expect((await create(`/Reserved/${name}`)).slug).toBe(`${name.toLowerCase()}-2`)
  const createAs = (slug: string) =>
    change(database, systemActor, tx => createPackage(tx, systemActor, { folder: folderAt('/Other'), slug }))
  await expect(createAs('preview')).rejects.toThrow('"preview" is reserved for Lectern.')
})
