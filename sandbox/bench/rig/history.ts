import { setTimeout as sleep } from 'node:timers/promises'
import { Client, Connection } from '@temporalio/client'

/**
 * Counts the history events of all runs of a workflow that started after `since`. Waits until the last run has ended.
 */
export async function historyEvents(address: string, workflowId: string, since: Date): Promise<number> {
  const connection = await Connection.connect({ address })
  const { workflow } = new Client({ connection })
  try {
    while ((await workflow.getHandle(workflowId).describe()).status.name === 'RUNNING') await sleep(100)
    let events = 0
    for await (const { runId, startTime } of workflow.list({ query: `WorkflowId = '${workflowId}'` })) {
      if (startTime < since) continue
      events += (await workflow.getHandle(workflowId, runId).describe()).historyLength
    }
    return events
  } finally {
    await connection.close()
  }
}
