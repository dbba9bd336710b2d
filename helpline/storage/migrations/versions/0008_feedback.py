"""what customers think of a contact"""

import sqlalchemy as sa
from alembic import op

from helpline.storage.tables import UtcDateTime

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('feedback',
    sa.Column('contact', sa.String(length=80), nullable=False),
    sa.Column('conversation_id', sa.String(length=64), nullable=False),
    sa.Column('by', sa.String(length=10), nullable=False),
    sa.Column('due_at', UtcDateTime(), nullable=False),
    sa.Column('event_number', sa.String(length=11), nullable=True),
    sa.Column('advisor', sa.String(length=20), nullable=True),
    sa.Column('asked_at', UtcDateTime(), nullable=True),
    sa.Column('solved', sa.Boolean(), nullable=True),
    sa.Column('rating', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(length=40), nullable=True),
    sa.Column('answered_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['event_number'], ['events.number'], name=op.f('fk_feedback_event_number_events')),
    sa.PrimaryKeyConstraint('contact', name=op.f('pk_feedback'))
    )
    for column in ('asked_at', 'conversation_id', 'event_number'):
        op.create_index(op.f(f'ix_feedback_{column}'), 'feedback', [column])
    op.create_index('ix_feedback_due', 'feedback', ['asked_at', 'due_at'])


def downgrade() -> None:
    op.drop_table('feedback')
