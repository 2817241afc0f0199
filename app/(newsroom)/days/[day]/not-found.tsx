import { NoSuchDay } from '#components/day/no-such-day.tsx';

export default function DayNotFound() {
  return <NoSuchDay />;
}
