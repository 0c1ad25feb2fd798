import { useState } from 'react'
import { type CombinedError, useClient } from 'urql'
import { graphql, type ResultOf, type VariablesOf } from '../../graphql/tada.ts'
import { runForEach } from '../package-bulk/run-for-each.ts'
import { keyOf } from './folder.ts'

const CreatePackage = graphql(`
  mutation CreatePackage($input: CreatePackageInput!) {
    createPackage(input: $input) {
      id
      slug
      title
      dropboxPath
    }
  }
`)

export type NewPackage = VariablesOf<typeof CreatePackage>['input']
export type AddedPackage = NonNullable<ResultOf<typeof CreatePackage>['createPackage']>

/**
 * Adds packages, one request for each. `added`: those of the last time. `errors`: why the others were not added, by the keys
 * of their folders.
 */
export function useAddPackages() {
  const client = useClient()
  const [isAdding, setIsAdding] = useState(false)
  const [added, setAdded] = useState<readonly AddedPackage[]>([])
  const [errors, setErrors] = useState<ReadonlyMap<string, CombinedError>>(new Map())
  const add = async (inputs: readonly NewPackage[]) => {
    setIsAdding(true)
    setAdded([])
    setErrors(new Map())
    const results = await runForEach(
      inputs,
      input => client.mutation(CreatePackage, { input }).toPromise(),
      () => {},
    )
    const created = results.flatMap(({ data }) => data?.createPackage ?? [])
    setErrors(
      new Map(results.flatMap(({ error }, index) => (error ? [[keyOf(inputs[index]!.dropboxPath), error]] : []))),
    )
    setAdded(created)
    setIsAdding(false)
    const paths = inputs.filter((_, index) => results[index]?.data?.createPackage).map(input => input.dropboxPath)
    return { created, paths }
  }
  /** Forgets why a package was not added, because its fields changed. */
  const forget = (path: string) => setErrors(old => new Map([...old].filter(([key]) => key !== keyOf(path))))
  return { add, isAdding, added, errors, forget }
}
