"""holds of seats, call backs, leases"""

import sqlalchemy as sa
from alembic import op

from helpline.storage.tables import UtcDateTime

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:

    with op.batch_alter_table('seats', schema=None) as batch_op:
        batch_op.add_column(sa.Column('state', sa.String(length=8), nullable=False, server_default='booked'))
        batch_op.add_column(sa.Column('held_until', UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column('device', sa.String(length=120), nullable=True))
        batch_op.drop_constraint('uq_seats_event_number', type_='unique')
        batch_op.create_unique_constraint('uq_seats_event_number_state', ['event_number', 'state'])
        batch_op.create_unique_constraint('uq_seats_device', ['device'])
        batch_op.create_index('ix_seats_held_until', ['held_until'], unique=False)
    with op.batch_alter_table('seats', schema=None) as batch_op:
        batch_op.alter_column('state', existing_type=sa.String(length=8), existing_nullable=False, server_default=None)

    op.create_table('call_backs',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('event_number', sa.String(length=11), nullable=False),
    sa.Column('conversation_id', sa.String(length=40), nullable=False),
    sa.Column('skill_group', sa.String(length=40), nullable=False),
    sa.Column('line', sa.String(length=40), nullable=False),
    sa.Column('rank', sa.Integer(), nullable=False),
    sa.Column('joined_at', UtcDateTime(), nullable=False),
    sa.Column('asked_for', UtcDateTime(), nullable=False),
    sa.Column('due_at', UtcDateTime(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(length=12), nullable=False),
    sa.Column('advisor', sa.String(length=20), nullable=True),
    sa.Column('claimed_at', UtcDateTime(), nullable=True),
    sa.Column('flag', sa.String(length=40), nullable=True),
    sa.Column('code', sa.String(length=8), nullable=False),
    sa.Column('code_expires_at', UtcDateTime(), nullable=False),
    sa.Column('code_used_at', UtcDateTime(), nullable=True),
    sa.Column('live', sa.Boolean(), nullable=True),
    sa.ForeignKeyConstraint(['event_number'], ['events.number'], name=op.f('fk_call_backs_event_number_events')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_call_backs')),
    sa.UniqueConstraint('event_number', 'live', name=op.f('uq_call_backs_event_number_live'))
    )
    with op.batch_alter_table('call_backs', schema=None) as batch_op:
        batch_op.create_index('ix_call_backs_due', ['live', 'skill_group', 'due_at'], unique=False)

    op.create_table('leases',
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('holder', sa.String(length=80), nullable=False),
    sa.Column('until', UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_leases'))
    )


def downgrade() -> None:

    op.drop_table('leases')
    op.drop_table('call_backs')
    op.execute("DELETE FROM seats WHERE state <> 'booked'")
    with op.batch_alter_table('seats', schema=None) as batch_op:
        batch_op.drop_index('ix_seats_held_until')
        batch_op.drop_constraint('uq_seats_device', type_='unique')
        batch_op.drop_constraint('uq_seats_event_number_state', type_='unique')
        batch_op.create_unique_constraint('uq_seats_event_number', ['event_number'])
        batch_op.drop_column('device')
        batch_op.drop_column('held_until')
        batch_op.drop_column('state')
