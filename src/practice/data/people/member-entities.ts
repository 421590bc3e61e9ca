import type { Entity } from '../../entity.ts'
import type { Firm } from '../firm.ts'
import { mix } from '../kit/dice.ts'
import { entityOverList } from '../kit/entity-over.ts'
import { fieldsOver } from '../kit/fields.ts'
import { numbered } from '../kit/numbered.ts'
import { OPENED_BY } from '../kit/permission.ts'
import { BOARD } from '../service/service-desk.ts'
import type { Member } from './members.ts'
import { CAPACITY } from './members.ts'

export function memberEntities(firm: Firm): Entity[] {
  return [memberEntity(firm), apiMemberEntity(firm)]
}

function memberEntity(firm: Firm): Entity {
  const { people, places, desk, work, calendar, customFields } = firm
  const { members } = people
  const { int, dec, text, bool, instant, day, choice, ref, list } = fieldsOver(
    (row) => members[row],
  )
  const mail = (member: Member) => `${member.identifier.toLowerCase()}@lakeshoretech.example`
  const tabs = ['SummaryList', 'DetailList']
  const never = (name: string) => bool(name, () => false)
  const always = (name: string) => bool(name, () => true)
  return entityOverList(members, {
    stream: 'members',
    path: '/system/members',
    title: 'Member',
    permission: OPENED_BY.members,
    scope: {
      locationId: (row) => (members[row]?.locationRow ?? 0) + 1,
      memberId: (row) => members[row]?.id,
    },
    fields: [
      int('id', (member) => member.id),
      text('identifier', (member) => member.identifier),
      never('disableOnlineFlag'),
      choice('licenseClass', ['A', 'C', 'F', 'X'], () => 'F'),
      text('notes', () => ''),
      never('enableMobileGpsFlag'),
      day('inactiveDate', (member) =>
        member.leftOn === undefined ? undefined : calendar.stamp(member.leftOn),
      ),
      bool('inactiveFlag', (member) => member.leftOn !== undefined),
      instant('lastLogin', (member) => lastLogin(firm, member)),
      text('firstName', (member) => member.firstName),
      text('lastName', (member) => member.lastName),
      // Migrated members have no date of hire: ConnectWise shows the year 1800.
      day('hireDate', (member) =>
        member.row === 1 ? HIRED_UNKNOWN : calendar.stamp(Math.max(member.hiredOn, -800)),
      ),
      text('officeEmail', mail),
      choice('defaultEmail', ['Office', 'Mobile', 'Home'], () => 'Office'),
      text('primaryEmail', mail),
      text('officePhone', (member) => `312555${String(1000 + member.row)}`),
      text('officeExtension', (member) => String(100 + member.row)),
      choice('defaultPhone', ['Office', 'Mobile', 'Home'], () => 'Office'),
      ref('securityRole', people.roles.target, (member) =>
        member.isAdmin ? 0 : member.job === 'sales' ? 2 : 1,
      ),
      never('calendarSyncIntegrationFlag'),
      never('enableLdapAuthenticationFlag'),
      choice('phoneIntegrationType', ['TAPI', 'SKYPE', 'TEL', 'CALLTO', 'NONE'], () => 'NONE'),
      always('useBrowserLanguageFlag'),
      text('title', (member) => member.title),
      always('enableMobileFlag'),
      ref('type', people.memberTypes.target, () => 0),
      ref('timeZone', places.timeZones.target, (member) =>
        member.leftOn === undefined ? 0 : undefined,
      ),
      never('partnerPortalFlag'),
      never('toastNotificationFlag'),
      bool('adminFlag', (member) => member.isAdmin),
      ref('securityLocation', places.toLocation, () => 0),
      ref('defaultLocation', places.toLocation, (member) => member.locationRow),
      ref('defaultDepartment', places.toDepartment, (member) => member.departmentRow),
      ref('reportsTo', people.target, (member) => (member.row === 0 ? undefined : 0)),
      never('restrictLocationFlag'),
      never('restrictDepartmentFlag'),
      ref('workRole', work.toRole, (member) => member.workRoleRow),
      ref('timeApprover', people.target, () => 0),
      ref('expenseApprover', people.target, () => 0),
      dec('billableForecast', (member) => member.goal),
      dec('dailyCapacity', () => CAPACITY),
      dec('hourlyCost', (member) => member.hourlyCost),
      bool('includeInUtilizationReportingFlag', (member) => member.goal !== undefined),
      never('requireExpenseEntryFlag'),
      always('requireTimeSheetEntryFlag'),
      always('requireStartAndEndTimeOnTimeEntryFlag'),
      never('allowInCellEntryOnTimeSheet'),
      always('enterTimeAgainstCompanyFlag'),
      always('allowExpensesEnteredAgainstCompaniesFlag'),
      always('timeReminderEmailFlag'),
      int('daysTolerance', () => 1),
      dec('minimumHours', () => CAPACITY),
      ref('serviceDefaultLocation', places.toLocation, (member) => member.locationRow),
      ref('serviceDefaultDepartment', places.toDepartment, (member) => member.departmentRow),
      ref('serviceDefaultBoard', desk.toBoard, () => BOARD.helpDesk),
      never('restrictServiceDefaultLocationFlag'),
      never('restrictServiceDefaultDepartmentFlag'),
      list('excludedServiceBoardIds', [], () => []),
      list('teams', [], () => [1]),
      list('serviceBoardTeamIds', [], () => [1]),
      ref('projectDefaultLocation', places.toLocation, (member) => member.locationRow),
      ref('projectDefaultDepartment', places.toDepartment, (member) => member.departmentRow),
      ref('projectDefaultBoard', desk.toBoard, () => BOARD.projects),
      list('excludedProjectBoardIds', [], () => []),
      ref('scheduleDefaultLocation', places.toLocation, (member) => member.locationRow),
      ref('scheduleDefaultDepartment', places.toDepartment, (member) => member.departmentRow),
      dec('scheduleCapacity', () => CAPACITY),
      never('restrictScheduleFlag'),
      never('hideMemberInDispatchPortalFlag'),
      ref('calendar', places.calendars.target, (member) =>
        member.leftOn === undefined ? 0 : undefined,
      ),
      ref('salesDefaultLocation', places.toLocation, (member) => member.locationRow),
      choice('companyActivityTabFormat', tabs, () => 'SummaryList'),
      choice('invoiceTimeTabFormat', tabs, () => 'SummaryList'),
      never('autoStartStopwatch'),
      never('autoPopupQuickNotesWithStopwatch'),
      customFields.on('activity', (row) => row),
    ],
  })
}

const HIRED_UNKNOWN = Date.parse('1800-01-01T00:00:00Z') / 1000

/** Active members signed in within two days, except one who has not for months. */
function lastLogin(firm: Firm, member: Member): number {
  const { calendar } = firm
  const bits = mix(firm.seed, member.row)
  if (member.leftOn !== undefined) return calendar.startOf(member.leftOn - 1) + 60_000
  if (member.row === 10) return calendar.bornAt - 86_400 * 120
  return calendar.bornAt - 3_600 - (bits % 120_000)
}

function apiMemberEntity(firm: Firm): Entity {
  const { people, places, calendar, desk } = firm
  const rows = numbered(calendar.startOf(10), API_MEMBERS)
  const { int, text, bool, ref, list } = fieldsOver((row) => rows[row])
  return entityOverList(rows, {
    stream: 'api_members',
    path: '/system/apiMembers',
    title: 'API member',
    permission: OPENED_BY.members,
    fields: [
      int('id', (member) => member.id),
      text('identifier', (member) => member.identifier),
      text('name', (member) => member.name),
      text('emailAddress', (member) => `${member.identifier.toLowerCase()}@lakeshoretech.example`),
      bool('inactiveFlag', (member) => member.identifier === 'inactive'),
      ref('timeZone', places.timeZones.target, () => 0),
      ref('securityRole', people.roles.target, () => 4),
      ref('securityLocation', places.toLocation, () => 0),
      ref('defaultLocation', places.toLocation, () => 0),
      ref('defaultDepartment', places.toDepartment, () => 0),
      ref('serviceDefaultBoard', desk.toBoard, () => BOARD.helpDesk),
      text('notes', () => ''),
      list('excludedServiceBoardIds', [], () => []),
      bool('blockPriceFlag', () => false),
      bool('blockCostFlag', () => false),
    ],
  })
}

/** The members whose keys the practice PSA knows: product.md names them. */
const API_MEMBERS = [
  { identifier: 'practice', name: 'Practice Integration' },
  { identifier: 'noFinance', name: 'Integration without Finance' },
  { identifier: 'boardsHidden', name: 'Integration with hidden boards' },
  { identifier: 'levelLocation', name: 'Integration of one location' },
  { identifier: 'myOnly', name: 'Integration that sees its own' },
  { identifier: 'inactive', name: 'Retired Integration' },
] as const
