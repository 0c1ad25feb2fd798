import { readdir, readFile } from 'node:fs/promises'

const pageBytes = 4096

/**
 * Returns the memory that the processes of a group use, in bytes. What they share counts for each. 0 where there is no
 * /proc, as on a Mac.
 */
export async function memoryOfGroup(groupId: number): Promise<number> {
  const names = await readdir('/proc').catch(() => [])
  const sizes = names.filter(name => /^\d+$/.test(name)).map(name => memoryOfProcess(name, groupId))
  return (await Promise.all(sizes)).reduce((sum, bytes) => sum + bytes, 0)
}

async function memoryOfProcess(pid: string, groupId: number): Promise<number> {
  // A process may end meanwhile.
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // Fields are counted from the name's end, because a name may hold spaces: state, parent, group, …
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return Number(fields[2]) === groupId ? Number(fields[21]) * pageBytes : 0
}
