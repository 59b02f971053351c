"""Who is who: full names, kinds, regions and parents of organizations; places with region; people with role.

- `parse_organization` reads one name alone, `read_organizations` all of an article, each in the light of
the others.
- `read_places` and `read_people` do the same for places and people, `split_coordinated` divides joined names.
- `load_gazetteer` reads the user's own organizations, `entities` gathers mentions into organizations.

The tables beside this file (`regions.csv`, `kinds.csv`, `short_forms.csv`, ...) are what the readers know.
"""

from nlp_extract.organizations.article import read_organizations
from nlp_extract.organizations.coordination import split_coordinated
from nlp_extract.organizations.entities import Entities, entities, entity_key, organization_key
from nlp_extract.organizations.gazetteer import Entry, Gazetteer, GazetteerSource, load_gazetteer
from nlp_extract.organizations.people import PersonRole, read_people
from nlp_extract.organizations.places import PlaceName, read_places
from nlp_extract.organizations.resolve import OrganizationName, parse_organization

__all__ = [
    "Entities",
    "Entry",
    "Gazetteer",
    "GazetteerSource",
    "OrganizationName",
    "PersonRole",
    "PlaceName",
    "entities",
    "entity_key",
    "load_gazetteer",
    "organization_key",
    "parse_organization",
    "read_organizations",
    "read_people",
    "read_places",
    "split_coordinated",
]
