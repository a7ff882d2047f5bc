import type { ReactNode } from 'react'
import { Button, Input, Pagination, Select, Switch, Table, Tag } from 'antd'
import { useT } from '../../../ui/i18n.tsx'
import { AntdProvider } from '../antd-provider.tsx'
import { galleryMessages as m } from './messages.ts'
import { Section } from './section.tsx'

/** antd drawn with the same tokens, beside ours: the two must look like one. */
export const AntdSection = (): ReactNode => {
  const t = useT()
  return (
    <Section title={t(m.antd)}>
      <AntdProvider>
        <div className="row wrap"><Button type="primary">{t(m.newBatch)}</Button><Button>{t(m.import)}</Button><Button type="text">{t(m.cancel)}</Button><Switch defaultChecked aria-label={t(m.sticky)} /><Tag>v3.2</Tag></div>
        <Input defaultValue="B-026" aria-label={t(m.lotSize)} />
        <Select aria-label={t(m.time)} defaultValue="night" options={[{ value: 'night', label: t(m.night) }, { value: 'day', label: t(m.day) }]} />
        <Table size="small" pagination={false} rowKey="id" dataSource={[{ id: 'B-026', n: '2,000' }, { id: 'B-019', n: '312' }]} columns={[{ title: t(m.newBatch), dataIndex: 'id' }, { title: t(m.frames), dataIndex: 'n', align: 'right' }]} />
        <Pagination size="small" total={60} />
      </AntdProvider>
    </Section>
  )
}
