import { Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'

const NUMBERS = ['a', 'b', 'c', 'd', 'e', 'f']

/** The page's own shape in grey while its figures are computed: nothing jumps when they come. */
export function HomeSkeleton(): ReactNode {
  return (
    <div role="status">
      <span className="unseen">The briefing is being composed.</span>
      <Skeleton height={14} width={280} mt={4} />
      <Skeleton height={34} width="82%" mt={18} />
      <Skeleton height={34} width="56%" mt={10} />
      <div className="numbers">
        <ul>
          {NUMBERS.map((name) => (
            <li key={name}>
              <Skeleton height={12} width="62%" />
              <Skeleton height={24} width="80%" mt={9} />
              <Skeleton height={12} width="48%" mt={9} />
              <Skeleton height={26} width="96%" mt={10} />
            </li>
          ))}
        </ul>
      </div>
      <Skeleton height={20} width={220} mt={52} />
      <Skeleton height={14} width="70%" mt={26} />
      <Skeleton height={14} width="58%" mt={12} />
      <Skeleton height={14} width="66%" mt={30} />
      <Skeleton height={14} width="50%" mt={12} />
    </div>
  )
}
