import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { rowLabel } from "./row_label";

/** A proficiency level 1 to 5, set by one click; in a list without opening the row first. */
export class CompetencyLevel extends Component {
    static template = "hr_competency.CompetencyLevel";
    static props = { ...standardFieldProps };
    levels = [1, 2, 3, 4, 5];

    get label() {
        return rowLabel(this.props);
    }

    get value() {
        return this.props.record.data[this.props.name];
    }

    title(level) {
        return _t("Level %s", level);
    }

    async set(level) {
        if (!this.props.readonly) {
            await this.props.record.update({ [this.props.name]: level });
        }
    }
}

registry.category("fields").add("competency_level", {
    component: CompetencyLevel,
    displayName: _t("Proficiency level"),
    supportedTypes: ["integer"],
    // not that of a row that is not open: one click has to do
    extractProps: (fieldInfo, dynamicInfo) => ({ readonly: dynamicInfo.readonly }),
});
