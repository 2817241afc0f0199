'use client';

import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { setNonce } from 'get-nonce';
import { type ReactNode, useState } from 'react';
import { newQueryClient } from '#components/api-query.ts';
import { cssVariables, theme } from './theme.ts';

/**
 * What every screen is in: the theme, the colour scheme of the reader, the place where messages appear, and what
 * was read of the API. `nonce` is that of the document: style elements that are made later carry the first one, since a
 * refresh of the layout brings another, which the document's policy does not know.
 */
export function Providers({ nonce, children }: { nonce: string; children: ReactNode }) {
  const [ofDocument] = useState(nonce);
  const [client] = useState(newQueryClient);
  setNonce(ofDocument);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      getStyleNonce={() => ofDocument}
      defaultColorScheme="auto"
    >
      <Notifications position="bottom-right" limit={3} autoClose={6000} />
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    </MantineProvider>
  );
}
