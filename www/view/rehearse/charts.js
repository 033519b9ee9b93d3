import { nothing } from 'lit-html';
export const charts = () => nothing;
