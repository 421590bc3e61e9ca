import type { Entity } from '../entity.ts'

/**
 * The `/info` lists: a few fields of a list, readable without a line of the role. Paths and fields
 * from the OpenAPI document (`BoardInfo`, `MemberInfo`, …).
 */
export function infoTwins(entities: readonly Entity[]): Entity[] {
  return TWINS.flatMap(([path, source, fields]) => {
    const entity = entities.find((one) => one.path === source)
    if (!entity) return []
    const twin = entity.fields.filter((field) => fields.includes(field.name))
    return [{ ...entity, path, fields: twin }]
  })
}

const TWINS: readonly (readonly [path: string, source: string, fields: readonly string[]])[] = [
  [
    '/system/info/members',
    '/system/members',
    ['id', 'identifier', 'firstName', 'middleInitial', 'lastName', 'licenseClass', 'inactiveFlag'],
  ],
  ['/system/info/locations', '/system/locations', ['id', 'name', 'structureLevel']],
  ['/system/info/departments', '/system/departments', ['id', 'name']],
  [
    '/service/info/boards',
    '/service/boards',
    ['id', 'name', 'location', 'department', 'projectFlag', 'inactiveFlag', 'billTime'],
  ],
  [
    '/service/boards/{parentId}/statuses/info',
    '/service/boards/{parentId}/statuses',
    ['id', 'name', 'sortOrder', 'defaultFlag', 'inactiveFlag', 'closedFlag'],
  ],
  [
    '/service/priority/info',
    '/service/priorities',
    ['id', 'name', 'color', 'sortOrder', 'defaultFlag', 'level'],
  ],
  ['/service/sources/info', '/service/sources', ['id', 'name', 'defaultFlag']],
  ['/service/slas/info', '/service/SLAs', ['id', 'name', 'defaultFlag']],
  ['/company/companies/info/types', '/company/companies/types', ['id', 'name', 'vendorFlag']],
  [
    '/company/companies/{parentId}/sites/info',
    '/company/companies/{parentId}/sites',
    ['id', 'name', 'addressLine1', 'city', 'zip', 'inactiveFlag'],
  ],
  ['/finance/agreements/types/info', '/finance/agreements/types', ['id', 'name', 'defaultFlag']],
  ['/finance/billingCycles/info', '/finance/billingCycles', ['id', 'identifier', 'name']],
  [
    '/time/workTypes/info',
    '/time/workTypes',
    ['id', 'name', 'inactiveFlag', 'activityDefaultFlag'],
  ],
  ['/time/workRoles/info', '/time/workRoles', ['id', 'name', 'inactiveFlag']],
  ['/time/chargeCodes/info', '/time/chargeCodes', ['id', 'name', 'inactiveFlag']],
  ['/sales/stages/info', '/sales/stages', ['id', 'name', 'sortOrder']],
]
