/** The namespace of the XML of every page. Its number rises when an element is taken away or changes its meaning. */
export const PAGE_NAMESPACE = 'urn:dateline:page:1';

/** XML Schema of the .xml beside every page of an event or a day, and of the front page. */
export const PAGE_XSD = `<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="${PAGE_NAMESPACE}"
  targetNamespace="${PAGE_NAMESPACE}" elementFormDefault="qualified">
  <xs:annotation>
    <xs:documentation>The pages of a news archive as XML. A text is as the Markdown page has it, spaces and
      all.</xs:documentation>
  </xs:annotation>

  <xs:element name="event" type="Event">
    <xs:annotation><xs:documentation>An event: everything that its page says.</xs:documentation></xs:annotation>
  </xs:element>
  <xs:element name="day" type="DayPage">
    <xs:annotation><xs:documentation>A day: everything that its page says.</xs:documentation></xs:annotation>
  </xs:element>
  <xs:element name="front" type="Front">
    <xs:annotation>
      <xs:documentation>The front page: the latest day of the archive and the two before it.</xs:documentation>
    </xs:annotation>
  </xs:element>

  <xs:complexType name="Text" mixed="true">
    <xs:annotation>
      <xs:documentation>A text. A character that XML 1.0 cannot hold (most control characters, U+FFFE, U+FFFF, half of
        a surrogate pair) is written as an element: control with its code.</xs:documentation>
    </xs:annotation>
    <xs:sequence>
      <xs:element name="control" minOccurs="0" maxOccurs="unbounded">
        <xs:complexType>
          <xs:attribute name="code" use="required">
            <xs:annotation>
              <xs:documentation>Four hexadecimal digits: the UTF-16 unit of the character.</xs:documentation>
            </xs:annotation>
            <xs:simpleType><xs:restriction base="xs:string">
              <xs:pattern value="[0-9A-F]{4}"/></xs:restriction></xs:simpleType>
          </xs:attribute>
        </xs:complexType>
      </xs:element>
    </xs:sequence>
  </xs:complexType>

  <xs:simpleType name="Edition">
    <xs:annotation>
      <xs:documentation>The edition of the Markdown layout that the texts follow.</xs:documentation>
    </xs:annotation>
    <xs:restriction base="xs:string"><xs:enumeration value="2017"/><xs:enumeration value="2018"/></xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="Day">
    <xs:annotation>
      <xs:documentation>A calendar date, YYYY-MM-DD, without a time zone.</xs:documentation>
    </xs:annotation>
    <xs:restriction base="xs:date"><xs:pattern value="[0-9]{4}-[0-9]{2}-[0-9]{2}"/></xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="Instant">
    <xs:annotation><xs:documentation>An instant in UTC.</xs:documentation></xs:annotation>
    <xs:restriction base="xs:dateTime"><xs:pattern value=".*Z"/></xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="Stamp">
    <xs:annotation>
      <xs:documentation>When a version was published, as the page shows it.</xs:documentation>
    </xs:annotation>
    <xs:restriction base="xs:string">
      <xs:pattern value="[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}"/></xs:restriction>
  </xs:simpleType>

  <xs:complexType name="Event">
    <xs:sequence>
      <xs:element name="path" type="Text">
        <xs:annotation>
          <xs:documentation>The link of this very page. All links lead from the root of the tree to pages of the
            Markdown layout; the other formats of a page are beside it, and only the ending
            differs.</xs:documentation>
        </xs:annotation>
      </xs:element>
      <xs:element name="slug" type="Text"/>
      <xs:element name="kicker" type="Text" minOccurs="0">
        <xs:annotation>
          <xs:documentation>The line above the title. An empty element is a line without a text; where there is no
            line, there is no element.</xs:documentation>
        </xs:annotation>
      </xs:element>
      <xs:element name="title" type="Text"/>
      <xs:element name="topic" type="Text"/>
      <xs:element name="headline" type="Text"/>
      <xs:element name="summary" type="Text"/>
      <xs:element name="sources">
        <xs:complexType>
          <xs:sequence><xs:element name="source" type="Source" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
        </xs:complexType>
      </xs:element>
      <xs:element name="contexts">
        <xs:complexType>
          <xs:sequence><xs:element name="context" type="Text" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
        </xs:complexType>
      </xs:element>
      <xs:element name="related">
        <xs:complexType>
          <xs:sequence><xs:element name="item" type="Related" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
        </xs:complexType>
      </xs:element>
      <xs:element name="changes">
        <xs:annotation>
          <xs:documentation>Earlier versions, oldest first, and the current one last; empty where there is no earlier
            one.</xs:documentation>
        </xs:annotation>
        <xs:complexType>
          <xs:sequence><xs:element name="change" type="Change" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
        </xs:complexType>
      </xs:element>
    </xs:sequence>
    <xs:attribute name="edition" type="Edition" use="required"/>
    <xs:attribute name="day" type="Day" use="required"/>
    <xs:attribute name="published" type="Instant" use="required"/>
    <xs:attribute name="updated" type="Instant" use="required"/>
  </xs:complexType>

  <xs:complexType name="Source">
    <xs:sequence>
      <xs:element name="name" type="Text"/>
      <xs:element name="url" type="Text"/>
    </xs:sequence>
    <xs:attribute name="cover" type="xs:boolean" fixed="true">
      <xs:annotation><xs:documentation>Set on the cover image.</xs:documentation></xs:annotation>
    </xs:attribute>
  </xs:complexType>

  <xs:complexType name="Related">
    <xs:sequence>
      <xs:element name="title" type="Text"/>
      <xs:element name="link" type="Text"/>
      <xs:element name="contexts" type="Text">
        <xs:annotation>
          <xs:documentation>The contexts that both events share, as the page lists them: A, B.</xs:documentation>
        </xs:annotation>
      </xs:element>
    </xs:sequence>
  </xs:complexType>

  <xs:complexType name="Change">
    <xs:sequence>
      <xs:element name="title" type="Text"/>
      <xs:element name="link" type="Text"/>
      <xs:element name="note" type="Text"/>
    </xs:sequence>
    <xs:attribute name="at" type="Stamp">
      <xs:annotation><xs:documentation>The current version has none.</xs:documentation></xs:annotation>
    </xs:attribute>
  </xs:complexType>

  <xs:complexType name="Entry">
    <xs:sequence>
      <xs:element name="kicker" type="Text" minOccurs="0"/>
      <xs:element name="title" type="Text"/>
      <xs:element name="link" type="Text"/>
      <xs:element name="body" type="Text" minOccurs="0"/>
    </xs:sequence>
  </xs:complexType>

  <xs:complexType name="DayPage">
    <xs:sequence>
      <xs:element name="path" type="Text"/>
      <xs:element name="entry" type="Entry" minOccurs="0" maxOccurs="unbounded">
        <xs:annotation><xs:documentation>In an editor's order.</xs:documentation></xs:annotation>
      </xs:element>
    </xs:sequence>
    <xs:attribute name="edition" type="Edition" use="required"/>
    <xs:attribute name="day" type="Day" use="required"/>
  </xs:complexType>

  <xs:complexType name="FrontDay">
    <xs:sequence>
      <xs:element name="entry" type="Entry" minOccurs="0" maxOccurs="unbounded"/>
    </xs:sequence>
    <xs:attribute name="day" type="Day" use="required"/>
  </xs:complexType>

  <xs:complexType name="Front">
    <xs:sequence>
      <xs:element name="path" type="Text"/>
      <xs:element name="news" type="FrontDay"/>
      <xs:element name="opinion" minOccurs="0">
        <xs:annotation><xs:documentation>The opinion piece after the news.</xs:documentation></xs:annotation>
        <xs:complexType>
          <xs:sequence>
            <xs:element name="title" type="Text"/>
            <xs:element name="link" type="Text"/>
            <xs:element name="body" type="Text" minOccurs="0"/>
          </xs:sequence>
        </xs:complexType>
      </xs:element>
      <xs:element name="yesterday" type="FrontDay"/>
      <xs:element name="dayBeforeYesterday" type="FrontDay"/>
    </xs:sequence>
    <xs:attribute name="edition" type="Edition" use="required"/>
    <xs:attribute name="previous" type="Day" use="required">
      <xs:annotation><xs:documentation>The day before those, which the page leads to.</xs:documentation></xs:annotation>
    </xs:attribute>
  </xs:complexType>
</xs:schema>
`;
