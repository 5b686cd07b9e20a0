/** What a screen reader calls a control that stands in many rows: the competency that its row is about, else its field. */
export function rowLabel({ record, name }) {
    return record.data.competency_id?.display_name || record.fields[name].string;
}
