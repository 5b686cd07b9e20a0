import { rowLabel } from "@hr_competency/fields/row_label";
import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** The choices of a selection side by side, one click each; in a list without opening the row first. */
export class RatedLevel extends Component {
    static template = "hr_ai_interview.RatedLevel";
    static props = { ...standardFieldProps };

    get choices() {
        return this.props.record.fields[this.props.name].selection;
    }

    get label() {
        return rowLabel(this.props);
    }

    get value() {
        return this.props.record.data[this.props.name];
    }

    async choose(value) {
        if (!this.props.readonly) {
            await this.props.record.update({ [this.props.name]: value === this.value ? false : value });
        }
    }
}

registry.category("fields").add("rated_level", {
    component: RatedLevel,
    displayName: _t("Rated level"),
    supportedTypes: ["selection"],
    // not that of a row that is not open: one click has to do
    extractProps: (fieldInfo, dynamicInfo) => ({ readonly: dynamicInfo.readonly }),
});
