-- What guests see of the tables that came with production, people, schemas, releases and audit: as their columns tell, but for these.
set local search_path = feedstock;
select guest_table('question', 'project in (select feedstock.guest_projects((select feedstock.current_guest()))) and (task is null or exists (select from feedstock.task k where k.id = question.task))');
select guest_table('question_post', 'exists (select from feedstock.question q where q.id = question_post.question)');
select guest_tables();
