import type { Tx } from '../database.ts'

/**
 * Makes the files of a package that were ignored for this reason candidates again. The ignore rules are applied to them
 * again too.
 */
export async function retryIgnored(tx: Tx, packageId: string, reason: string): Promise<void> {
  const { count } = await tx.entry.updateMany({
    where: { packageId, kind: 'FILE', ignoredReason: reason },
    data: { ignoredReason: null, ignoreRulesHash: '' },
  })
  if (count > 0) await tx.package.update({ where: { id: packageId }, data: { entriesChanged: true } })
}
