import {
  boolean,
  date,
  decimal,
  defineStream,
  integer,
  json,
  text,
  timestamp,
} from './define-stream.ts'

/**
 * Agreement additions: one row per product line on an agreement.
 *
 * Billed are `quantity` less `less_included`; the price is per billing cycle of the agreement. A line
 * without `cancelled_date` is open-ended. There is no list of all additions; they are fetched agreement
 * by agreement, and an edit is not known to move the agreement's stamp, hence the daily pass.
 */
export const additions = defineStream({
  name: 'additions',
  title: 'agreement additions',
  endpoint: '/finance/agreements/{parentId}/additions',
  profile: 'margin',
  permission: { module: 'Finance', function: 'Agreements' },
  sync: { mode: 'child', parent: 'agreements', parentColumn: 'agreement_id' },
  sweep: 'daily',
  columns: {
    id: integer('id'),
    agreement_id: integer('agreementId'),
    product_id: integer('product/id'),
    product_identifier: text('product/identifier'),
    description: text('description'),
    invoice_description: text('invoiceDescription'),
    bill_customer: text('billCustomer'),
    quantity: decimal('quantity'),
    less_included: decimal('lessIncluded'),
    billed_quantity: decimal('billedQuantity'),
    uom: text('uom'),
    unit_price: decimal('unitPrice'),
    unit_cost: decimal('unitCost'),
    ext_price: decimal('extPrice'),
    ext_cost: decimal('extCost'),
    margin: decimal('margin'),
    effective_date: date('effectiveDate'),
    cancelled_date: date('cancelledDate'),
    agreement_status: text('agreementStatus'),
    taxable_flag: boolean('taxableFlag'),
    serial_number: text('serialNumber'),
    purchase_item_flag: boolean('purchaseItemFlag'),
    special_order_flag: boolean('specialOrderFlag'),
    sequence_number: decimal('sequenceNumber'),
    prorate_cost: decimal('prorateCost'),
    prorate_price: decimal('proratePrice'),
    extended_prorate_cost: decimal('extendedProrateCost'),
    extended_prorate_price: decimal('extendedProratePrice'),
    prorate_current_period_flag: boolean('prorateCurrentPeriodFlag'),
    opportunity_id: integer('opportunity/id'),
    invoice_grouping_id: integer('invoiceGrouping/id'),
    invoice_grouping_name: text('invoiceGrouping/name'),
    updated_at: timestamp('_info/lastUpdated'),
    updated_by: text('_info/updatedBy'),
    custom_fields: json('customFields'),
  },
})
