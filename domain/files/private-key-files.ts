import type { Tx } from '../database.ts'

/** Records that these bytes hold a private key. The next listing knows it, in every package. */
export async function recordPrivateKeyFile(tx: Tx, contentHash: string): Promise<void> {
  await tx.privateKeyFile.createMany({ data: [{ contentHash }], skipDuplicates: true })
}
