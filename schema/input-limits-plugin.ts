import SchemaBuilder, { BasePlugin, type PothosOutputFieldConfig, type SchemaTypes } from '@pothos/core'
import type { GraphQLFieldResolver } from 'graphql'
import { checkInputs } from './input-limits.ts'

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      inputLimits: InputLimitsPlugin<Types>
    }
  }
}

type Resolver<Types extends SchemaTypes> = GraphQLFieldResolver<unknown, Types['Context'], object>

/**
 * Checks the arguments of every field before its resolver runs, from variables and from literals. GraphQL's own scalars
 * cannot be replaced in a schema, so this is where the API refuses texts.
 */
class InputLimitsPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override wrapResolve(resolve: Resolver<Types>, { args, kind }: PothosOutputFieldConfig<Types>): Resolver<Types> {
    // The arguments of a subscription are checked when it starts.
    return kind === 'Subscription' || Object.keys(args).length === 0 ? resolve : withCheckedInputs(resolve)
  }

  override wrapSubscribe(subscribe: Resolver<Types> | undefined): Resolver<Types> | undefined {
    return subscribe && withCheckedInputs(subscribe)
  }
}

const withCheckedInputs =
  <Types extends SchemaTypes>(resolve: Resolver<Types>): Resolver<Types> =>
  (parent, args, context, info) => {
    checkInputs(info.parentType.getFields()[info.fieldName]!.args, args as Record<string, unknown>)
    return resolve(parent, args, context, info)
  }

/** The name of the plugin, which registers itself. */
export const inputLimits = 'inputLimits'

SchemaBuilder.registerPlugin(inputLimits, InputLimitsPlugin)
