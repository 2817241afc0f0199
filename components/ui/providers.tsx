'use client';

import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { setNonce } from 'get-nonce';
import { type ReactNode, useState } from 'react';
import { cssVariables, theme } from './theme.ts';

/**
 * What every screen stands in: the theme, the colour scheme of the reader and the place where messages appear. `nonce`
 * is that of the document: style elements that are made later carry the first one, since a refresh of the layout brings
 * another, which the document's policy does not know.
 */
export function Providers({ nonce, children }: { nonce: string; children: ReactNode }) {
  const [ofDocument] = useState(nonce);
  setNonce(ofDocument);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      getStyleNonce={() => ofDocument}
      defaultColorScheme="auto"
    >
      <Notifications position="bottom-right" limit={3} autoClose={6000} />
      {children}
    </MantineProvider>
  );
}
