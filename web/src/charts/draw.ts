import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { type EChartsCoreOption, init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import type { ChartData } from '../../../src/delivery/charts/chart-data.ts'

// Canvas, and tips drawn on it: SVG and HTML tips would bring inline styles, which the policy refuses.
use([BarChart, LineChart, GridComponent, TooltipComponent, CanvasRenderer])

/** Draws into a sized element and keeps to its width; the answer takes the drawing away. */
export function draw(place: HTMLElement, data: ChartData): () => void {
  const chart = init(place)
  chart.setOption(option(data, inkOf(place)))
  const watch = new ResizeObserver(() => chart.resize())
  watch.observe(place)
  return () => {
    watch.disconnect()
    chart.dispose()
  }
}

interface Ink {
  readonly accent: string
  readonly tint: string
  readonly soft: string
  readonly line: string
  readonly ink: string
  readonly paper: string
  readonly face: string
}

function inkOf(place: HTMLElement): Ink {
  const style = getComputedStyle(place)
  const of = (name: string) => style.getPropertyValue(`--${name}`).trim()
  return {
    accent: of('accent'),
    tint: of('tint'),
    soft: of('soft'),
    line: of('line'),
    ink: of('ink'),
    paper: of('paper'),
    face: style.fontFamily,
  }
}

/** No frame, no grid, no legend: the last value of the main series stands on the drawing. */
function option(data: ChartData, ink: Ink): EChartsCoreOption {
  const last = data.categories.length - 1
  const text = { color: ink.soft, fontFamily: ink.face, fontSize: 12 }
  return {
    animationDuration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 300,
    textStyle: text,
    grid: { left: 2, right: 2, top: 26, bottom: 26 },
    xAxis: {
      type: 'category',
      data: data.categories,
      boundaryGap: data.kind !== 'lines',
      axisLine: { lineStyle: { color: ink.line } },
      axisTick: { show: false },
      axisLabel: {
        ...text,
        hideOverlap: true,
        ...(data.kind === 'lines' && { alignMinLabel: 'left', alignMaxLabel: 'right' }),
      },
    },
    yAxis: { type: 'value', show: false, scale: data.kind === 'lines' },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      confine: true,
      backgroundColor: ink.paper,
      borderColor: ink.line,
      textStyle: { ...text, color: ink.ink },
      axisPointer: {
        type: data.kind === 'lines' ? 'line' : 'none',
        lineStyle: { color: ink.line },
      },
      formatter: (hovered: readonly { readonly dataIndex: number }[]) =>
        told(data, hovered[0]?.dataIndex ?? last),
    },
    series: data.series.map((series, index) => {
      const isMain = index === data.series.length - 1
      const color = isMain ? ink.accent : ink.tint
      const label = {
        ...text,
        show: false,
        color: ink.ink,
        fontWeight: 600,
        position: 'top',
        formatter: ({ dataIndex }: { readonly dataIndex: number }) =>
          series.points[dataIndex]?.text ?? '',
      }
      return {
        type: data.kind === 'lines' ? 'line' : 'bar',
        name: series.label,
        ...(data.kind === 'stacked-columns' && { stack: 'all' }),
        data: series.points.map(({ value }, at) => ({
          value,
          ...(isMain && at === last && { label: { ...label, show: true, ...endOf(data) } }),
        })),
        itemStyle: { color, borderRadius: data.kind === 'columns' ? [2, 2, 0, 0] : 0 },
        lineStyle: { color, width: 2 },
        barMaxWidth: 16,
        barGap: '12%',
        showSymbol: true,
        symbol: 'circle',
        symbolSize: (_: unknown, { dataIndex }: { readonly dataIndex: number }) =>
          dataIndex === last ? 7 : 0.1,
        connectNulls: false,
      }
    }),
  }
}

/** A line ends at the very edge: its last label is set inwards. */
function endOf({ kind }: ChartData): object {
  return kind === 'lines' ? { align: 'right' } : {}
}

function told(data: ChartData, index: number): string {
  const lines = data.series.map((each) => `${each.label} ${each.points[index]?.text ?? '–'}`)
  return [`${data.categoryLabel} ${data.categories[index] ?? ''}`, ...lines].join('\n')
}
