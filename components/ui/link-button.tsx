'use client';

import { Button, type ButtonProps } from '@mantine/core';
import Link from 'next/link';
import type { ReactNode } from 'react';

/** A link that looks like a button, for pages that are rendered on the server. */
export function LinkButton({
  href,
  children,
  label,
  ...looks
}: { href: string; children: ReactNode; label?: string } & Pick<
  ButtonProps,
  'variant' | 'size' | 'leftSection' | 'rightSection'
>) {
  return (
    <Button component={Link} href={href} aria-label={label} {...looks}>
      {children}
    </Button>
  );
}
