"""the desk: accounts, sessions, tries, works, notes, links, takeovers"""

import sqlalchemy as sa
from alembic import op

from helpline.storage.tables import UtcDateTime

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('accounts',
    sa.Column('number', sa.String(length=20), nullable=False),
    sa.Column('password_hash', sa.String(length=200), nullable=True),
    sa.Column('temporary', sa.Boolean(), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('groups', sa.JSON(), nullable=False),
    sa.Column('seen_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['number'], ['advisors.number'], name=op.f('fk_accounts_number_advisors')),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_accounts'))
    )
    op.create_table('sessions',
    sa.Column('id_hash', sa.String(length=64), nullable=False),
    sa.Column('number', sa.String(length=20), nullable=False),
    sa.Column('opened_at', UtcDateTime(), nullable=False),
    sa.Column('seen_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['number'], ['advisors.number'], name=op.f('fk_sessions_number_advisors')),
    sa.PrimaryKeyConstraint('id_hash', name=op.f('pk_sessions'))
    )
    op.create_index(op.f('ix_sessions_number'), 'sessions', ['number'], unique=False)
    op.create_table('tries',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('key', sa.String(length=80), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tries'))
    )
    op.create_index('ix_tries_key', 'tries', ['key', 'at'], unique=False)
    op.create_table('works',
    sa.Column('event_number', sa.String(length=11), nullable=False),
    sa.Column('queued_at', UtcDateTime(), nullable=False),
    sa.Column('owner', sa.String(length=20), nullable=True),
    sa.Column('claimed_at', UtcDateTime(), nullable=True),
    sa.Column('level', sa.String(length=20), nullable=False),
    sa.Column('offered_to', sa.String(length=20), nullable=True),
    sa.Column('due_at', UtcDateTime(), nullable=True),
    sa.Column('bounces', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['event_number'], ['events.number'], name=op.f('fk_works_event_number_events')),
    sa.PrimaryKeyConstraint('event_number', name=op.f('pk_works'))
    )
    op.create_index(op.f('ix_works_owner'), 'works', ['owner'], unique=False)
    op.create_table('notes',
    sa.Column('position', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('event_number', sa.String(length=11), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('who', sa.String(length=20), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('disposition', sa.String(length=40), nullable=True),
    sa.Column('next_step', sa.String(length=40), nullable=True),
    sa.Column('owner', sa.String(length=20), nullable=True),
    sa.Column('due_at', UtcDateTime(), nullable=True),
    sa.Column('details', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['event_number'], ['events.number'], name=op.f('fk_notes_event_number_events')),
    sa.PrimaryKeyConstraint('position', name=op.f('pk_notes')),
    sa.UniqueConstraint('id', name=op.f('uq_notes_id'))
    )
    op.create_index(op.f('ix_notes_event_number'), 'notes', ['event_number'], unique=False)
    op.create_table('links',
    sa.Column('one', sa.String(length=11), nullable=False),
    sa.Column('other', sa.String(length=11), nullable=False),
    sa.ForeignKeyConstraint(['one'], ['events.number'], name=op.f('fk_links_one_events')),
    sa.ForeignKeyConstraint(['other'], ['events.number'], name=op.f('fk_links_other_events')),
    sa.PrimaryKeyConstraint('one', 'other', name=op.f('pk_links'))
    )
    op.create_index('ix_links_other', 'links', ['other'], unique=False)
    op.create_table('takeovers',
    sa.Column('conversation_id', sa.String(length=40), nullable=False),
    sa.Column('owner', sa.String(length=20), nullable=False),
    sa.Column('since', UtcDateTime(), nullable=False),
    sa.Column('held', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['conversation_id'], ['conversations.id'], name=op.f('fk_takeovers_conversation_id_conversations')),
    sa.PrimaryKeyConstraint('conversation_id', name=op.f('pk_takeovers'))
    )
    op.create_index(op.f('ix_takeovers_owner'), 'takeovers', ['owner'], unique=False)


def downgrade() -> None:
    for table in ('takeovers', 'links', 'notes', 'works', 'tries', 'sessions', 'accounts'):
        op.drop_table(table)
