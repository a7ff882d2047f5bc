import { useEffect, useState } from 'react'

/** The value once it has stood still. @param millis of stillness */
export const useSettled = <T>(value: T, millis = 150): T => {
  const [settled, settle] = useState(value)
  useEffect(() => { const timer = setTimeout(() => settle(value), millis); return () => clearTimeout(timer) }, [value, millis])
  return settled
}
