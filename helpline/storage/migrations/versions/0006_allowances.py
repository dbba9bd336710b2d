"""how often customers and addresses did something of late"""

import sqlalchemy as sa
from alembic import op

from helpline.storage.tables import UtcDateTime

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('allowances',
    sa.Column('key', sa.String(length=80), nullable=False),
    sa.Column('until', UtcDateTime(), nullable=False),
    sa.Column('used', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('key', 'until', name=op.f('pk_allowances'))
    )
    op.create_index(op.f('ix_allowances_until'), 'allowances', ['until'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_allowances_until'), table_name='allowances')
    op.drop_table('allowances')
