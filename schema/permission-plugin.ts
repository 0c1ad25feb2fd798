import { type Permission, permissions } from '@lectern/domain/access/permissions'
import SchemaBuilder, {
  BasePlugin,
  type FieldNullability,
  type InputFieldMap,
  type PothosOutputFieldConfig,
  type SchemaTypes,
  type TypeParam,
} from '@pothos/core'
import type { GraphQLFieldResolver } from 'graphql'

/**
 * What a field needs. A permission: its resolver or command checks that one, in the scope of what the field acts on.
 * `visible`: nothing more than seeing the object; what the caller may not see does not exist. `public`: not even a
 * sign-in.
 */
export type FieldPermission = Permission | 'visible' | 'public'

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      permission: PermissionPlugin<Types>
    }
    export interface FieldOptions<
      Types extends SchemaTypes = SchemaTypes,
      ParentShape = unknown,
      Type extends TypeParam<Types> = TypeParam<Types>,
      Nullable extends FieldNullability<Type> = FieldNullability<Type>,
      Args extends InputFieldMap = InputFieldMap,
      ResolveShape = unknown,
      ResolveReturnShape = unknown,
    > {
      /** What the field needs. Each field of Query, Mutation, and Subscription names it. Default for others: `visible`. */
      permission?: FieldPermission
    }
  }
}

type Resolver<Types extends SchemaTypes> = GraphQLFieldResolver<unknown, Types['Context'], object>

export const isPermission = (text: unknown): text is Permission => permissions.some(permission => permission === text)

/**
 * Puts the permission that a field names into its extensions, where tests read it, and into the context of its resolver,
 * where the check reads it (`permits`). So there is one list of permissions.
 */
class PermissionPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onOutputFieldConfig(field: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    const isOfRoot = ['Query', 'Mutation', 'Subscription'].includes(field.parentType)
    const permission = field.pothosOptions.permission ?? (isOfRoot ? undefined : 'visible')
    return { ...field, extensions: { ...field.extensions, permission } }
  }

  override wrapResolve(
    resolve: Resolver<Types>,
    { extensions, parentType }: PothosOutputFieldConfig<Types>,
  ): Resolver<Types> {
    const permission = extensions?.permission
    if (!isPermission(permission)) return resolve
    const added = { permission, isMutation: parentType === 'Mutation' }
    return (parent, args, context, info) => resolve(parent, args, { ...(context as object), ...added }, info)
  }
}

/** The name of the plugin, which registers itself. */
export const permissionPlugin = 'permission'

SchemaBuilder.registerPlugin(permissionPlugin, PermissionPlugin)
