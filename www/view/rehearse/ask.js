import { nothing } from 'lit-html';
export const asked = () => nothing;
