'use client';

import { createContext, useContext } from 'react';

/** The id of the person who is signed in. */
const Me = createContext(0);

export const MeProvider = Me.Provider;

export function useMe(): number {
  return useContext(Me);
}
