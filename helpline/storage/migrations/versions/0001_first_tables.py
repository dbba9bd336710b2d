"""first tables"""

import sqlalchemy as sa
from alembic import op

from helpline.storage.tables import UtcDateTime

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table('advisors',
    sa.Column('number', sa.String(length=20), nullable=False),
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('role', sa.String(length=20), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_advisors')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_advisors_token_hash'))
    )
    op.create_table('audit',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('who', sa.String(length=60), nullable=False),
    sa.Column('what', sa.String(length=40), nullable=False),
    sa.Column('subject', sa.String(length=80), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit'))
    )
    with op.batch_alter_table('audit', schema=None) as batch_op:
        batch_op.create_index('ix_audit_what_subject', ['what', 'subject', 'at'], unique=False)

    op.create_table('conversations',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('opened_at', UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_conversations'))
    )
    op.create_table('drafts',
    sa.Column('conversation_id', sa.String(length=40), nullable=False),
    sa.Column('state', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('conversation_id', name=op.f('pk_drafts'))
    )
    op.create_table('events',
    sa.Column('number', sa.String(length=11), nullable=False),
    sa.Column('submission', sa.String(length=60), nullable=False),
    sa.Column('conversation_id', sa.String(length=40), nullable=False),
    sa.Column('label', sa.String(length=20), nullable=False),
    sa.Column('topic', sa.String(length=40), nullable=False),
    sa.Column('skill_group', sa.String(length=40), nullable=False),
    sa.Column('priority', sa.String(length=10), nullable=False),
    sa.Column('status', sa.String(length=12), nullable=False),
    sa.Column('account', sa.String(length=120), nullable=True),
    sa.Column('phone', sa.String(length=24), nullable=True),
    sa.Column('serial', sa.String(length=24), nullable=True),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.Column('updated_at', UtcDateTime(), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('hand_off', sa.JSON(), nullable=True),
    sa.Column('history', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_events')),
    sa.UniqueConstraint('submission', name=op.f('uq_events_submission'))
    )
    with op.batch_alter_table('events', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_events_account'), ['account'], unique=False)
        batch_op.create_index(batch_op.f('ix_events_conversation_id'), ['conversation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_events_created_at'), ['created_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_events_phone'), ['phone'], unique=False)
        batch_op.create_index(batch_op.f('ix_events_serial'), ['serial'], unique=False)
        batch_op.create_index(batch_op.f('ix_events_skill_group'), ['skill_group'], unique=False)

    op.create_table('lines',
    sa.Column('position', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('id', sa.String(length=80), nullable=False),
    sa.Column('conversation_id', sa.String(length=40), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('who', sa.String(length=20), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('buttons', sa.JSON(), nullable=False),
    sa.Column('card', sa.JSON(), nullable=True),
    sa.Column('payload', sa.Text(), nullable=True),
    sa.Column('answered', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['conversation_id'], ['conversations.id'], name=op.f('fk_lines_conversation_id_conversations')),
    sa.PrimaryKeyConstraint('position', name=op.f('pk_lines')),
    sa.UniqueConstraint('conversation_id', 'id', name=op.f('uq_lines_conversation_id_id'))
    )
    with op.batch_alter_table('lines', schema=None) as batch_op:
        batch_op.create_index('ix_lines_conversation', ['conversation_id', 'position'], unique=False)

    op.create_table('seats',
    sa.Column('resource', sa.String(length=60), nullable=False),
    sa.Column('starts_at', UtcDateTime(), nullable=False),
    sa.Column('seat', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('event_number', sa.String(length=11), nullable=False),
    sa.ForeignKeyConstraint(['event_number'], ['events.number'], name=op.f('fk_seats_event_number_events')),
    sa.PrimaryKeyConstraint('resource', 'starts_at', 'seat', name=op.f('pk_seats')),
    sa.UniqueConstraint('event_number', name=op.f('uq_seats_event_number'))
    )



def downgrade() -> None:

    op.drop_table('seats')
    with op.batch_alter_table('lines', schema=None) as batch_op:
        batch_op.drop_index('ix_lines_conversation')

    op.drop_table('lines')
    with op.batch_alter_table('events', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_events_skill_group'))
        batch_op.drop_index(batch_op.f('ix_events_serial'))
        batch_op.drop_index(batch_op.f('ix_events_phone'))
        batch_op.drop_index(batch_op.f('ix_events_created_at'))
        batch_op.drop_index(batch_op.f('ix_events_conversation_id'))
        batch_op.drop_index(batch_op.f('ix_events_account'))

    op.drop_table('events')
    op.drop_table('drafts')
    op.drop_table('conversations')
    with op.batch_alter_table('audit', schema=None) as batch_op:
        batch_op.drop_index('ix_audit_what_subject')

    op.drop_table('audit')
    op.drop_table('advisors')

