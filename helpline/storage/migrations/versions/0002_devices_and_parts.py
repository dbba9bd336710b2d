"""devices and parts"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('devices',
    sa.Column('serial', sa.String(length=24), nullable=False),
    sa.Column('imei', sa.String(length=15), nullable=True),
    sa.Column('model', sa.String(length=60), nullable=True),
    sa.Column('purchase_date', sa.Date(), nullable=True),
    sa.Column('sold_in_mainland', sa.Boolean(), nullable=True),
    sa.Column('plan', sa.String(length=80), nullable=True),
    sa.Column('plan_starts', sa.Date(), nullable=True),
    sa.Column('plan_ends', sa.Date(), nullable=True),
    sa.Column('incidents', sa.Text(), nullable=True),
    sa.Column('repairs', sa.Text(), nullable=True),
    sa.Column('sample', sa.Boolean(), nullable=True),
    sa.Column('source', sa.String(length=120), nullable=True),
    sa.Column('as_of', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('serial', name=op.f('pk_devices')),
    sqlite_with_rowid=False
    )
    op.create_index(op.f('ix_devices_imei'), 'devices', ['imei'], unique=False)
    op.create_table('parts',
    sa.Column('place', sa.String(length=60), nullable=False),
    sa.Column('model', sa.String(length=60), nullable=False),
    sa.Column('part', sa.String(length=40), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('restock_days', sa.Integer(), nullable=True),
    sa.Column('sample', sa.Boolean(), nullable=True),
    sa.PrimaryKeyConstraint('place', 'model', 'part', name=op.f('pk_parts')),
    sqlite_with_rowid=False
    )


def downgrade() -> None:
    op.drop_table('parts')
    op.drop_index(op.f('ix_devices_imei'), table_name='devices')
    op.drop_table('devices')
