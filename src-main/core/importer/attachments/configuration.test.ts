// Configurations: Hadoop's XML, the servlet's two forms, and input made to harm.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { assertInProportion } from '../../fixtures/in-proportion.ts'
import { readConfiguration } from './configuration.ts'
import { ConfigurationFault, readConfigurationXml } from './configuration-xml.ts'

const settingsOf = (xml: string): readonly (readonly [string, string, boolean])[] =>
  readConfigurationXml(xml).settings
const inside = (text: string): string => `<configuration>${text}</configuration>`
const property = (name: string, value: string): string =>
  `<property><name>${name}</name><value>${value}</value></property>`
const fault = (xml: string): string => {
  try {
    readConfigurationXml(xml)
  } catch (error) {
    assert.ok(error instanceof ConfigurationFault, String(error))
    return error.message
  }
  return ''
}

test('a file as it is shipped: declaration, stylesheet, licence, descriptions, final, CDATA, entities', () => {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet type="text/xsl" href="configuration.xsl"?>
<!-- Licensed under <the> Apache License -->
<configuration>
  <!-- <property><name>a.comment</name><value>1</value></property> -->
  <property>
    <name> dfs.namenode.handler.count </name>
    <value>
      64
    </value>
    <final>true</final>
    <description>Some &lt;b&gt;text&lt;/b&gt; with <i>markup</i>.</description>
  </property>
  <property><name>dfs.hosts</name><value><![CDATA[/etc/a & <b>]]></value><source>hdfs-site.xml</source></property>
  <property><name>dfs.cluster</name><value>&#65;&#x42;&amp;</value></property>
  <property name="dfs.short" value="x &gt; y" final="true"/>
  <property><name>dfs.empty</name><value/></property>
  <property><name>dfs.no.value</name></property>
  <configuration>${property('dfs.nested', '1')}</configuration>
</configuration>
`
  const wanted = [
    ['dfs.namenode.handler.count', '64', true],
    ['dfs.hosts', '/etc/a & <b>', false],
    ['dfs.cluster', 'AB&', false],
    ['dfs.short', 'x > y', true],
    ['dfs.empty', '', false],
    ['dfs.nested', '1', false],
  ]
  assert.deepEqual(settingsOf(xml), wanted)
  assert.deepEqual(settingsOf(xml.replaceAll('\n', '\r\n')), wanted)
})

test('of a property given twice the last one holds, unless the first was final', () => {
  const twice = property('dfs.a', '1') + property('dfs.a', '2')
  assert.deepEqual(settingsOf(inside(twice)), [['dfs.a', '2', false]])
  const final = twice.replace('</property>', '<final>true</final></property>')
  assert.deepEqual(settingsOf(inside(final)), [['dfs.a', '1', true]])
})

test('includes are counted, not followed', () => {
  const xml = inside(
    `<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/shadow"/>${property('dfs.a', '1')}`,
  )
  assert.deepEqual([readConfigurationXml(xml).includes, settingsOf(xml).length], [1, 1])
})

test('the form of /conf, XML and JSON, is known by what it has read', () => {
  const xml = inside(
    '<property><name>dfs.blocksize</name><value>134217728</value><final>false</final><source>hdfs-default.xml</source></property>',
  )
  const json = JSON.stringify({
    properties: [
      { key: 'dfs.blocksize', value: '134217728', isFinal: false, resource: 'hdfs-default.xml' },
      { key: 'dfs.nothing', value: null, isFinal: false, resource: null },
    ],
  })
  for (const found of [readConfiguration(xml, 'xml', 'x'), readConfiguration(json, 'json', 'x')]) {
    assert.ok(typeof found === 'object')
    assert.deepEqual([found.name, found.settings], ['/conf', [['dfs.blocksize', '134217728', false]]])
  }
})

test('entity bombs, external entities and document types are refused', () => {
  const bomb = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]>${inside(property('dfs.a', '&lol2;'))}`
  assert.match(fault(bomb), /document type/)
  assert.match(fault(`<!DOCTYPE c SYSTEM "file:///etc/passwd">${inside('')}`), /document type/)
  for (const entity of ['&xxe;', '&#x110000;', '&#0;'])
    assert.match(fault(inside(`\n${property('dfs.a', entity)}`)), /begins no entity .* line 2$/)
})

test('deep, torn and other XML is refused in a sentence', () => {
  assert.match(fault(inside('<property>'.repeat(2))), /property within a property/)
  assert.match(fault('<configuration>'.repeat(100_000)), /deeper than 8/)
  assert.match(fault('<configuration><property><name>dfs.a'), /truncated/)
  assert.match(fault('<configuration><!-- never'), /truncated/)
  assert.match(fault('<project><name>x</name></project>'), /another element than <configuration>/)
  assert.match(fault('<configuration></property></configuration>'), /closes another/)
  assert.match(fault('<configuration a=b></configuration>'), /no tag of XML/)
  assert.match(fault('<configuration>text</configuration>'), /outside of a property/)
})

test('large hostile texts take no longer than their length', () => {
  for (const part of ['<!-->-->', '&lt;', '<a b="', '<![CDATA[', ']]>', '<property>', property('dfs.a', '1')])
    assertInProportion(part, 50_000, (count) => void fault(inside(part.repeat(count))))
})

test('whatever the text: settings, or a fault', () => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '</',
    '/>',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '&',
    ';',
    '"',
    '=',
    ' ',
    'configuration',
    'property',
    'name',
    'value',
    'x',
  )
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 60 }),
      (pieces) => void fault(`<configuration>${pieces.join('')}`),
    ),
  )
})

test('configurations of other services, and empty ones, are left out', () => {
  const read = (name: string): unknown => readConfiguration(inside(property(name, '1')), 'xml', 'a.xml')
  const refusal = (json: string): string => {
    const found = readConfiguration(json, 'json', 'a')
    return typeof found === 'string' ? found : ''
  }
  assert.equal(read('yarn.nodemanager.vmem-check-enabled'), 'a configuration, but not of HDFS')
  assert.equal(readConfiguration(inside(''), 'xml', 'a.xml'), 'a configuration without properties')
  assert.match(refusal('{"properties":[{"key":1}]}'), /cannot be read/)
  assert.match(refusal('{"properties":['), /cannot be read/)
})

test('why a configuration cannot be read never says it in its own words: they may be a secret', () => {
  const xml = (value: string): string => inside(property('ssl.server.keystore.password', value))
  for (const text of [
    xml('p<hunter2'),
    xml('p<hunter2>'),
    xml('p&hunter2'),
    xml('p</hunter2>'),
    inside('hunter2'),
    `${inside(property('dfs.a', '1'))}<hunter2/>`,
    inside('<property name="x" hunter2/>'),
  ]) {
    const told = readConfiguration(text, 'xml', 'hdfs-site.xml')
    assert.ok(typeof told === 'string' && !told.includes('hunter'), text)
  }
  for (const value of ['"hunter2" "x"', 'hunter2', '2', '"hunter2']) {
    const json = `{"properties":[{"key":"dfs.a","value":${value}}]}`
    const told = readConfiguration(json, 'json', 'conf')
    assert.ok(typeof told === 'string' && !told.includes('hunter'), json)
  }
})
